import * as v from 'valibot';
import { type Account, deriveKeys, newDevice, secretOf } from '../../src/account/index.ts';
import { joinContent } from '../../src/journal/chunks/join-content.ts';
import { HEADS } from '../../src/journal/heads/names.ts';
import type { Value } from '../../src/journal/index.ts';
import { openEntry } from '../../src/journal/seal/open-entry.ts';
import type { Plain } from '../../src/journal/seal/plain.ts';
import { decodeValue } from '../../src/journal/value/value-codec.ts';
import { type Clock, clockSchema, entrySchema } from '../../src/protocol/index.ts';
import { sealedChunks, sealedEntries } from './database.ts';
import type { Server } from './server.ts';

/** One entry that the server has, opened. `name` is `collection/key`; a tombstone has no value. */
export interface OpenedEntry {
  readonly name: string;
  readonly value: Value | undefined;
  readonly cursor: number;
  readonly clock: Clock;
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
    return (await this.#opened()).filter(({ name }) => !isHead(name));
  }

  /** What the devices say of the server itself, the newest last. */
  async heads(): Promise<readonly OpenedEntry[]> {
    return (await this.#opened()).filter(({ name }) => isHead(name));
  }

  async #opened(): Promise<readonly OpenedEntry[]> {
    const rows = sealedEntries(this.#server).filter(({ account }) => account === this.#account.id);
    return await Promise.all(
      rows.map(async ({ cursor, ...row }) => {
        const { chunks } = row;
        const plain = await openEntry(this.#account, { ...v.parse(entrySchema, row), ...(chunks && { chunks }) });
        const value = plain.isTombstone ? undefined : decodeValue(await this.#contentOf(plain));
        return { name: `${plain.collection}/${plain.key}`, value, cursor, clock: v.parse(clockSchema, row.clock) };
      }),
    );
  }

  async #contentOf({ content }: Plain): Promise<Uint8Array> {
    if (content instanceof Uint8Array) return content;
    const chunks = sealedChunks(this.#server, this.#account.id);
    return await joinContent(content, {
      account: this.#account,
      load: async (ids) => ids.map((id) => chunks.get(id)),
    });
  }

  async value(name: string): Promise<Value | undefined> {
    return (await this.entries()).find((entry) => entry.name === name)?.value;
  }
}

function isHead(name: string): boolean {
  return name.startsWith(`${HEADS}/`);
}
