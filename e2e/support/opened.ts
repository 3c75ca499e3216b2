import * as v from 'valibot';
import { type Account, deriveKeys, newDevice, secretOf } from '../../src/account/index.ts';
import { joinContent } from '../../src/journal/chunks/join-content.ts';
import { HEADS } from '../../src/journal/heads/names.ts';
import type { Value } from '../../src/journal/index.ts';
import { openEntry } from '../../src/journal/seal/open-entry.ts';
import type { Plain } from '../../src/journal/seal/plain.ts';
import { decodeValue } from '../../src/journal/value/value-codec.ts';
import { type ChunkId, type Clock, clockSchema, entrySchema } from '../../src/protocol/index.ts';
import { sealedChunks, sealedEntries } from './database.ts';
import type { Server } from './server.ts';

/** One entry that the server has, opened. `name` is `collection/key`. */
export interface OpenedEntry {
  readonly name: string;
  readonly isTombstone: boolean;
  readonly cursor: number;
  readonly clock: Clock;
}

/** What a device says of the server itself. */
export interface OpenedHead extends OpenedEntry {
  readonly value: Value | undefined;
}

interface Opened extends OpenedEntry {
  readonly plain: Plain;
}

/** What the server has of one account, as a device that has its phrase sees it: read from the server's own database. */
export class ServerContents {
  readonly #server: Server;
  readonly #account: Account;

  private constructor(server: Server, account: Account) {
    this.#server = server;
    this.#account = account;
  }

  static async of(server: Server, phrase: string): Promise<ServerContents> {
    const account = { ...(await deriveKeys(secretOf(phrase))), device: await newDevice() };
    return new ServerContents(server, account);
  }

  /** In the order in which they were committed. Throws for one that none of the account's devices has sealed. */
  async entries(): Promise<readonly OpenedEntry[]> {
    return (await this.#opened()).filter(({ name }) => !isHead(name)).map(({ plain, ...entry }) => entry);
  }

  /** The newest last. */
  async heads(): Promise<readonly OpenedHead[]> {
    const heads = (await this.#opened()).filter(({ name }) => isHead(name));
    return await Promise.all(
      heads.map(async ({ plain, ...entry }) => ({ ...entry, value: await this.#valueOf(plain) })),
    );
  }

  /** Nothing where there is no such entry, or a tombstone. */
  async value(name: string): Promise<Value | undefined> {
    const entry = (await this.#opened()).find((opened) => opened.name === name);
    return entry && (await this.#valueOf(entry.plain));
  }

  async #opened(): Promise<readonly Opened[]> {
    const rows = sealedEntries(this.#server).filter(({ account }) => account === this.#account.id);
    return await Promise.all(
      rows.map(async ({ cursor, ...row }) => {
        const { chunks } = row;
        const plain = await openEntry(this.#account, { ...v.parse(entrySchema, row), ...(chunks && { chunks }) });
        const { isTombstone } = plain;
        const clock = v.parse(clockSchema, row.clock);
        return { name: `${plain.collection}/${plain.key}`, isTombstone, cursor, clock, plain };
      }),
    );
  }

  async #valueOf({ isTombstone, content }: Plain): Promise<Value | undefined> {
    if (isTombstone) return undefined;
    if (content instanceof Uint8Array) return decodeValue(content);
    const chunks = sealedChunks(this.#server, this.#account.id);
    const load = async (ids: readonly ChunkId[]) => ids.map((id) => chunks.get(id));
    return decodeValue(await joinContent(content, { account: this.#account, load }));
  }
}

function isHead(name: string): boolean {
  return name.startsWith(`${HEADS}/`);
}
