import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Settlement } from '../client/index.ts';
import { adds, delivered, NotesPage, queryKey, refused, withNote } from './testing/notes-page.ts';

/** Tasks between a page and its server: under way, then with an outcome that the page has not heard of. */
class Crossing {
  readonly page = new NotesPage();
  readonly #underWay: string[] = [];
  readonly #answered = new Map<string, Settlement>();
  readonly #shownAndDelivered: string[] = [];
  readonly #reconciles: boolean;

  constructor(reconciles: boolean) {
    this.#reconciles = reconciles;
  }

  /** What the person did, and the page has to show from then on. */
  get mine(): readonly string[] {
    return [...this.#underWay, ...this.#answered.keys(), ...this.#shownAndDelivered];
  }

  mutate(id: string): void {
    this.#underWay.push(id);
    this.page.cache.lay(queryKey, adds(id, this.#reconciles ? { reconcile: (notes) => withNote(notes, id) } : {}));
  }

  deliver(place: number): void {
    const id = this.#arriveAtServer(place, delivered);
    if (id !== undefined) this.page.server.notes = [...this.page.server.notes, id];
  }

  refuse(place: number): void {
    this.#arriveAtServer(place, refused);
  }

  hear(place: number): void {
    const [id, settlement] = pick(place, [...this.#answered]) ?? [];
    if (id === undefined || settlement === undefined) return;
    this.#answered.delete(id);
    if (settlement === delivered && this.page.notes !== undefined) this.#shownAndDelivered.push(id);
    this.page.cache.settle(id, settlement);
  }

  refetch(): void {
    this.page.query?.fetch().catch(() => undefined); // Called off by another one.
  }

  async end(): Promise<void> {
    while (this.#underWay.length > 0) this.deliver(0);
    while (this.#answered.size > 0) this.hear(0);
    await this.page.server.arriveAll();
  }

  #arriveAtServer(place: number, settlement: Settlement): string | undefined {
    const id = pick(place, this.#underWay);
    if (id === undefined) return undefined;
    this.#underWay.splice(this.#underWay.indexOf(id), 1);
    this.#answered.set(id, settlement);
    return id;
  }
}

function pick<Item>(place: number, items: readonly Item[]): Item | undefined {
  return items[place % Math.max(1, items.length)];
}

const happenings = fc.array(
  fc.record({
    kind: fc.constantFrom('mutate', 'deliver', 'refuse', 'hear', 'refetch', 'arrive'),
    place: fc.nat(),
  }),
  { maxLength: 40, size: 'max' },
);

test.each([
  ['says all', true],
  ['says nothing', false],
])(
  '[G44] tasks, fetches and answers that cross in any way end in what the server has, where an answer %s',
  async (_, all) => {
    await fc.assert(
      fc.asyncProperty(happenings, async (happened) => {
        const crossing = new Crossing(all);
        const { page } = crossing;
        const close = page.observe();
        for (const [turn, { kind, place }] of happened.entries()) {
          if (kind === 'mutate') crossing.mutate(`task-${turn}`);
          else if (kind === 'arrive') await page.server.arrive();
          else crossing[kind](place);
          await page.shown();
          const { mine } = crossing;
          expect(page.notes ?? mine).toEqual(expect.arrayContaining([...mine]));
        }
        await crossing.end();
        expect(page.notes?.toSorted()).toEqual(page.server.notes.toSorted());
        expect(page.isWatching).toBe(false);
        close();
      }),
      { numRuns: 100 },
    );
  },
);
