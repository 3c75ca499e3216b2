import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** One space as the chat app keeps it: its keys, and its encryption state. */
export interface MonolithSpace {
  readonly id: string;
  readonly keys: unknown;
  readonly state: unknown;
}

interface MonolithSchema extends DBSchema {
  keys: { key: string; value: unknown };
  states: { key: string; value: unknown };
}

/** The account as that app has it in its own database. */
export async function storeMonolith(spaces: readonly MonolithSpace[]): Promise<IDBPDatabase<MonolithSchema>> {
  const database = await openDB<MonolithSchema>('monolith', 1, {
    upgrade: (opened) => {
      opened.createObjectStore('keys');
      opened.createObjectStore('states');
    },
  });
  const transaction = database.transaction(['keys', 'states'], 'readwrite');
  for (const { id, keys, state } of spaces) {
    await transaction.objectStore('keys').put(keys, id);
    await transaction.objectStore('states').put(state, id);
  }
  await transaction.done;
  return database;
}

/**
 * The save that Backhaul is measured against: two reads for every space, everything into one JSON, AES-GCM, hex, a
 * signature over it, one POST. Gives how many bytes the body had.
 */
export async function saveMonolith(
  database: IDBPDatabase<MonolithSchema>,
  profile: Readonly<Record<string, unknown>>,
  url: string,
): Promise<number> {
  const spaces = [];
  for (const id of await database.getAllKeys('keys')) {
    spaces.push({ id, keys: await database.get('keys', id), state: await database.get('states', id) });
  }
  const config = hex(await encrypt(new TextEncoder().encode(JSON.stringify({ profile, spaces }))));
  const signed = JSON.stringify({ timestamp: Date.now(), config, signature: hex(await sign(config)) });
  await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: signed });
  return signed.length;
}

async function encrypt(plain: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain));
}

async function sign(text: string): Promise<Uint8Array> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return new Uint8Array(await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(text)));
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
