import { type Announcer, LocalAnnouncer } from './announcer.ts';
import { ignore } from './postgres.ts';
import { type ChannelOptions, PostgresChannel } from './postgres-channel.ts';
import { messagesOf, newsIn } from './postgres-messages.ts';
import type { CursorListener } from './store.ts';
import type { News, Topic } from './topics.ts';

export interface PostgresAnnouncerOptions extends Omit<ChannelOptions, 'onMessage' | 'onReopened'> {
  /** The cursors of these topics as the database has them. */
  readonly readCursors: (topics: readonly Topic[]) => Promise<readonly News[]>;
}

interface Watched {
  listeners: number;
  /** The highest cursor that was told. */
  told: number;
}

/**
 * Carries news between the processes that share a PostgreSQL, by LISTEN and NOTIFY.
 *
 * Not within the transaction that there is news of: PostgreSQL lets only one transaction at a time commit that notifies, so all
 * saves of all processes would queue up behind each other's disk. Who watches in this process is told at once; the others
 * over one connection, which tells together what has come up while it was telling. What is lost with a connection or
 * a process on that way is made up for: when a connection is replaced, and at every heartbeat, all that is watched is read.
 */
export class PostgresAnnouncer implements Announcer {
  readonly #local = new LocalAnnouncer();
  readonly #watched = new Map<Topic, Watched>();
  readonly #unsent = new Map<Topic, number>();
  readonly #options: PostgresAnnouncerOptions;
  readonly #channel: PostgresChannel;
  #sending: Promise<void> | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(options: PostgresAnnouncerOptions) {
    this.#options = options;
    this.#channel = new PostgresChannel({
      ...options,
      onMessage: (message) => this.#hear(message),
      onReopened: () => this.#startAnew(),
    });
  }

  /** To be called once, before all else. @throws what the driver says when there is no connection to be had. */
  async open(): Promise<void> {
    await this.#channel.open();
    this.#beat = setInterval(() => this.#makeUp(), this.#options.heartbeat);
  }

  announce(news: News): void {
    this.#tell(news);
    this.#keepUnsent(news);
    this.#send();
  }

  watch(topic: Topic, listener: CursorListener): () => void {
    const watched = this.#watched.get(topic) ?? { listeners: 0, told: -1 };
    this.#watched.set(topic, watched);
    watched.listeners += 1;
    const leave = this.#local.watch(topic, listener);
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      leave();
      watched.listeners -= 1;
      if (watched.listeners === 0) this.#watched.delete(topic);
    };
  }

  /** Tells what is still to be told, if it can. */
  async close(): Promise<void> {
    clearInterval(this.#beat);
    await this.#sending;
    await this.#channel.close();
  }

  #hear(message: string): void {
    for (const news of newsIn(message)) this.#tell(news);
  }

  /** News overtakes news on its way: what is behind what was told already is none. */
  #tell({ topic, cursor }: News): void {
    const watched = this.#watched.get(topic);
    if (watched === undefined || cursor <= watched.told) return;
    watched.told = cursor;
    this.#local.announce({ topic, cursor });
  }

  #keepUnsent({ topic, cursor }: News): void {
    this.#unsent.set(topic, Math.max(cursor, this.#unsent.get(topic) ?? 0));
  }

  #send(): void {
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined;
    });
  }

  /** What cannot be sent stays for the next connection, or the next heartbeat. */
  async #sendAll(): Promise<void> {
    while (this.#unsent.size > 0 && this.#channel.isOpen) {
      const news = [...this.#unsent].map(([topic, cursor]) => ({ topic, cursor }));
      this.#unsent.clear();
      try {
        await this.#channel.send(messagesOf(news));
      } catch {
        for (const one of news) this.#keepUnsent(one);
        return;
      }
    }
  }

  /** The database may be another one now, or an older state of the same. */
  #startAnew(): void {
    for (const watched of this.#watched.values()) watched.told = -1;
    this.#makeUp();
  }

  #makeUp(): void {
    this.#send();
    void this.#readWatched().catch(ignore); // The next heartbeat tries again.
  }

  async #readWatched(): Promise<void> {
    const topics = [...this.#watched.keys()];
    for (let at = 0; at < topics.length; at += TOPICS_AT_ONCE) {
      const news = await this.#options.readCursors(topics.slice(at, at + TOPICS_AT_ONCE));
      for (const one of news) this.#tell(one);
    }
  }
}

const TOPICS_AT_ONCE = 1000;
