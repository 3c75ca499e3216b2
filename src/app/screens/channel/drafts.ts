import type { SpaceId } from 'backhaul/protocol';
import type { Messages } from '../../messages/open-messages.ts';

interface Draft {
  /** Messages that were not sent, the oldest first. */
  readonly returned: readonly string[];
  readonly written: string;
}

/** What is written in each space and not sent, for as long as the page is open. */
export class Drafts {
  readonly #drafts = new Map<SpaceId, Draft>();
  readonly #listeners = new Set<() => void>();

  of(space: SpaceId): string {
    const { returned, written } = this.#draft(space);
    return [...returned, ...(written.trim() === '' ? [] : [written])].join('\n') || written;
  }

  write(space: SpaceId, written: string): void {
    this.#keep(space, { returned: [], written });
  }

  /** Puts a text that was not sent before what has been written meanwhile, on lines of its own. */
  bringBack(space: SpaceId, unsent: string): void {
    const { returned, written } = this.#draft(space);
    this.#keep(space, { returned: [...returned, unsent], written });
  }

  /** Gives the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #draft(space: SpaceId): Draft {
    return this.#drafts.get(space) ?? { returned: [], written: '' };
  }

  #keep(space: SpaceId, draft: Draft): void {
    this.#drafts.set(space, draft);
    for (const listener of this.#listeners) listener();
  }
}

/** They outlive the screen of a space, and end with the account's messages. */
const drafts = new WeakMap<Messages, Drafts>();

export function draftsOf(messages: Messages): Drafts {
  const kept = drafts.get(messages) ?? new Drafts();
  drafts.set(messages, kept);
  return kept;
}
