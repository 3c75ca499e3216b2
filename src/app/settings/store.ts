import { type Clock, clockSchema, type Entry, isTombstone } from 'backhaul/protocol';
import type { IDBPTransaction } from 'idb';
import * as v from 'valibot';
import type { AppDatabase, AppSchema } from './database.ts';
import { decodeValue, encodeValue, entrySchema, type SettingsEntry } from './entry.ts';
import { tick } from './hybrid-clock.ts';
import { collectionOf, spaceOf } from './names.ts';
import { type SpaceSummary, spaceSummarySchema } from './space-summary.ts';

export interface Change {
  readonly id: string;
  readonly value: unknown;
}

/** Which version of an entry a task carries. */
export interface Carried {
  readonly id: string;
  readonly clock: Clock;
}

type Edits = IDBPTransaction<AppSchema, ['entries', 'spaces', 'device'], 'readwrite'>;

/** The settings on this device, each method one transaction. */
export class SettingsStore {
  readonly #database: AppDatabase;
  readonly #device: string;

  constructor(database: AppDatabase, device: string) {
    this.#database = database;
    this.#device = device;
  }

  /** Keeps the changes as one save: one transaction, one tick. Gives the ids that really changed. */
  async save(changes: readonly Change[], spaces: readonly SpaceSummary[] = []): Promise<readonly string[]> {
    const transaction = this.#edits();
    const changed = await this.#edit(transaction, changes);
    for (const space of spaces) await transaction.objectStore('spaces').put(space);
    await transaction.done;
    return changed;
  }

  /** The same for one collection. Gives all that it has now and the server has not, without another read. */
  async saveIn(collection: string, changes: readonly Change[]): Promise<readonly SettingsEntry[]> {
    const transaction = this.#edits();
    await this.#edit(transaction, changes);
    const rows = await transaction.objectStore('entries').index('local').getAll(collection);
    await transaction.done;
    return rows.flatMap((row) => parseEntry(row) ?? []);
  }

  #edits(): Edits {
    return this.#database.transaction(['entries', 'spaces', 'device'], 'readwrite');
  }

  async #edit(transaction: Edits, changes: readonly Change[]): Promise<readonly string[]> {
    const entries = transaction.objectStore('entries');
    const device = transaction.objectStore('device');
    const held = new Map<string, SettingsEntry | undefined>();
    for (const { id } of changes) held.set(id, parseEntry(await entries.get(id)));
    const clock = tick(latest(await device.get('clock'), held.values()), Date.now(), this.#device);
    const changed: string[] = [];
    for (const { id, value } of changes) {
      const before = held.get(id);
      const bytes = encodeValue(value);
      if (before !== undefined && isSame(before.current.bytes, bytes)) continue;
      await entries.put(edited(id, before, { clock, bytes }));
      changed.push(id);
    }
    if (changed.length > 0) await device.put(clock, 'clock');
    return changed;
  }

  /** What a collection has that the server has not acknowledged. Reads nothing else. */
  async local(collection: string): Promise<readonly SettingsEntry[]> {
    return (await this.#database.getAllFromIndex('entries', 'local', collection)).flatMap(
      (row) => parseEntry(row) ?? [],
    );
  }

  /** The collections that have something to deliver. One read: a step for each of them would hold up a save. */
  async localCollections(): Promise<readonly string[]> {
    const ids = await this.#database.getAllKeysFromIndex('entries', 'local');
    return [...new Set(ids.map(collectionOf))];
  }

  /** All values of a small collection, by the part of the id after the slash. */
  async values(collection: string): Promise<Readonly<Record<string, unknown>>> {
    const rows = await this.#database.getAllFromIndex('entries', 'collection', collection);
    const entries = rows.flatMap((row) => parseEntry(row) ?? []);
    return Object.fromEntries(
      entries.map(({ id, current }) => [id.slice(collection.length + 1), decodeValue(current.bytes)]),
    );
  }

  async spaces(): Promise<readonly SpaceSummary[]> {
    const rows = await this.#database.getAll('spaces');
    return rows.flatMap(parseSpace).sort((a, b) => a.place - b.place);
  }

  /** The server has these versions: entries that are still at them are delivered. `at` is milliseconds since 1970. */
  async acknowledge(carried: readonly Carried[], at: number): Promise<void> {
    const settled = await this.#settle(carried, (entry) => delivered(entry, entry.current));
    await this.#rememberDelivered(carried);
    await this.#markDelivered(settled, at);
  }

  /** An edit that has been followed by another one has arrived: that is what a discard of the later one goes back to. */
  async #rememberDelivered(carried: readonly Carried[]): Promise<void> {
    const transaction = this.#database.transaction('entries', 'readwrite');
    for (const { id, clock } of carried) {
      const entry = parseEntry(await transaction.store.get(id));
      const arrived = entry?.state === 'local' ? entry.earlier.find((version) => version.clock === clock) : undefined;
      if (entry?.state !== 'local' || arrived === undefined) continue;
      const earlier = entry.earlier.filter((version) => version.clock > clock);
      await transaction.store.put({ ...entry, delivered: arrived, earlier });
    }
    await transaction.done;
  }

  /** The person let these versions go: entries that are still at them are again what the server has. */
  async revert(carried: readonly Carried[]): Promise<void> {
    await this.#settle(carried, (entry) => entry.delivered && delivered(entry, entry.delivered));
  }

  /** Another device was later: what the server holds takes the place of what lost. */
  async adopt(winners: readonly Entry[]): Promise<void> {
    const transaction = this.#database.transaction('entries', 'readwrite');
    for (const winner of winners) {
      const held = parseEntry(await transaction.store.get(winner.id));
      if (held !== undefined && held.current.clock >= winner.clock) continue;
      if (isTombstone(winner)) await transaction.store.delete(winner.id);
      else await transaction.store.put(adopted(winner.id, { clock: winner.clock, bytes: winner.value }));
    }
    await transaction.done;
  }

  /** Moves on those entries that are still at the version that is settled; the collections that had any. */
  async #settle(
    carried: readonly Carried[],
    step: (entry: LocalEntry) => SettingsEntry | null,
  ): Promise<ReadonlySet<string>> {
    const transaction = this.#database.transaction('entries', 'readwrite');
    const settled = new Set<string>();
    for (const { id, clock } of carried) {
      const entry = parseEntry(await transaction.store.get(id));
      if (entry?.state !== 'local' || entry.current.clock !== clock) continue;
      const next = step(entry);
      if (next === null) await transaction.store.delete(id);
      else await transaction.store.put(next);
      settled.add(entry.collection);
    }
    await transaction.done;
    return settled;
  }

  async #markDelivered(collections: ReadonlySet<string>, at: number): Promise<void> {
    const transaction = this.#database.transaction('spaces', 'readwrite');
    for (const collection of collections) {
      const [space] = parseSpace(await transaction.store.get(spaceOf(collection) ?? ''));
      if (space) await transaction.store.put({ ...space, deliveredAt: at });
    }
    await transaction.done;
  }
}

type LocalEntry = Extract<SettingsEntry, { state: 'local' }>;

function edited(id: string, held: SettingsEntry | undefined, current: SettingsEntry['current']): LocalEntry {
  const collection = collectionOf(id);
  return { id, collection, state: 'local', local: collection, current, ...history(held) };
}

function history(held: SettingsEntry | undefined): Pick<LocalEntry, 'delivered' | 'earlier'> {
  if (held === undefined) return { delivered: null, earlier: [] };
  if (held.state === 'delivered') return { delivered: held.current, earlier: [] };
  return { delivered: held.delivered, earlier: [...held.earlier, held.current] };
}

/** The latest clock that this device has given or seen on what it edits: the next edit comes after all of them. */
function latest(own: unknown, held: Iterable<SettingsEntry | undefined>): Clock | undefined {
  const given = v.safeParse(clockSchema, own);
  const seen = [...held].flatMap((entry) => (entry ? [entry.current.clock] : []));
  return [...seen, ...(given.success ? [given.output] : [])].sort().at(-1);
}

function delivered({ id, collection }: SettingsEntry, current: SettingsEntry['current']): SettingsEntry {
  return { id, collection, state: 'delivered', current };
}

function adopted(id: string, current: SettingsEntry['current']): SettingsEntry {
  return { id, collection: collectionOf(id), state: 'delivered', current };
}

function parseEntry(row: unknown): SettingsEntry | undefined {
  const result = v.safeParse(entrySchema, row);
  return result.success ? result.output : undefined;
}

function parseSpace(row: unknown): SpaceSummary[] {
  const result = v.safeParse(spaceSummarySchema, row);
  return result.success ? [result.output] : [];
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, place) => byte === b[place]);
}
