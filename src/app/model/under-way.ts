import type { QueueTask } from 'backhaul';
import type { Carried } from '../settings/store.ts';
import { deltaOf } from '../tasks/outcome.ts';

/** Which versions of which entries the outbox carries, also those of tasks that it has not listed yet. */
export class UnderWay {
  readonly #listed = new Map<string, QueueTask>();
  readonly #stored = new Map<string, readonly Carried[]>();

  /** A task is safe in the outbox, which lists it a moment later. */
  stored(taskId: string, entries: readonly Carried[]): void {
    this.#stored.set(taskId, entries);
  }

  /** Takes in what the outbox lists now; says whether it let a request go since, which leaves room for another. */
  observe(tasks: readonly QueueTask[]): boolean {
    const holding = tasks.filter(({ status }) => status !== 'completed');
    const held = new Set(holding.map(({ id }) => id));
    const letGo = [...this.#listed.keys()].some((id) => !held.has(id));
    this.#listed.clear();
    for (const task of holding) this.#listed.set(task.id, task);
    for (const { id } of tasks) this.#stored.delete(id);
    return letGo;
  }

  carriesAll(entries: readonly Carried[]): boolean {
    const carried = new Set(this.#versions().map(versionKey));
    return entries.every((entry) => carried.has(versionKey(entry)));
  }

  #versions(): Carried[] {
    const listed = [...this.#listed.values()].filter(bringsItsRequest);
    return [...listed.flatMap((task) => deltaOf(task)?.entries ?? []), ...[...this.#stored.values()].flat()];
  }
}

/** A task whose request is gone brings nothing to the server any more, unlike one that waits for the person. */
function bringsItsRequest(task: QueueTask): boolean {
  return task.status !== 'failed' || task.error.code === 'refused' || task.error.code === 'conflict';
}

function versionKey({ id, clock }: Carried): string {
  return `${clock} ${id}`;
}
