import type { Message, SentMessage } from '../../src/protocol/index.ts';
import { MESSAGE_COLUMNS, messageFrom } from './message-rows.ts';
import type { SpaceScope } from './space-scope.ts';
import type { MessagePlace, NewMessage, SpaceMessages } from './space-store.ts';
import { totalOf } from './total-of.ts';
import { minus, ROW_BYTES, usageOf, usageOfTombstone } from './usage.ts';

/** The messages of the space that a transaction has locked. */
export class KyselyMessages implements SpaceMessages {
  readonly #scope: SpaceScope;

  constructor(scope: SpaceScope) {
    this.#scope = scope;
  }

  async find({ channel, message }: MessagePlace): Promise<Message | undefined> {
    const row = await this.#rows()
      .select(MESSAGE_COLUMNS)
      .where('channel', '=', channel)
      .where('message', '=', message)
      .executeTakeFirst();
    return row && messageFrom(row);
  }

  async put({ channel, message, device, sentAt, body }: NewMessage): Promise<SentMessage> {
    const { account: author, database, space } = this.#scope;
    const cursor = this.#scope.takeCursor();
    const place = { space, channel, message, author, device: device ?? null };
    await database
      .insertInto('messages')
      .values({ ...place, sent_at: sentAt, cursor, tombstone: 0, body })
      .execute();
    this.#scope.hold(usageOf(body.byteLength));
    return { sentAt, cursor };
  }

  async remove(place: MessagePlace): Promise<void> {
    const message = await this.find(place);
    if (message === undefined || 'isDeleted' in message) return;
    const { database, space } = this.#scope;
    await database
      .updateTable('messages')
      .set({ tombstone: 1, body: new Uint8Array(), cursor: this.#scope.takeCursor() })
      .where('space', '=', space)
      .where('channel', '=', place.channel)
      .where('message', '=', place.message)
      .execute();
    await this.#scope.free(message.author, minus(usageOf(message.body.byteLength), usageOfTombstone(0)));
  }

  async removeAll(): Promise<void> {
    const { database, space } = this.#scope;
    const authors = await this.#rows()
      .select(({ fn }) => [
        'author',
        fn.countAll<number>().as('rows'),
        totalOf('length(body)').as('bytes'),
        totalOf('tombstone').as('tombstones'),
      ])
      .groupBy('author')
      .execute();
    await database.deleteFrom('messages').where('space', '=', space).execute();
    for (const { author, rows, bytes, tombstones } of authors) {
      await this.#scope.free(author, { bytes: bytes + ROW_BYTES * rows, entries: rows - tombstones });
    }
  }

  #rows() {
    return this.#scope.database.selectFrom('messages').where('space', '=', this.#scope.space);
  }
}
