import type { ShownMessage } from '../../messages/conversation.ts';

export interface Arranged {
  readonly message: ShownMessage;
  /** It stands under the name and the time of the one before. */
  readonly isContinued: boolean;
  readonly startsDay: boolean;
}

/** Messages as they stand below one another. */
export function arranged(messages: readonly ShownMessage[]): readonly Arranged[] {
  return messages.map((message, place) => {
    const before = messages[place - 1];
    const startsDay = before === undefined || dayOf(before) !== dayOf(message);
    return { message, startsDay, isContinued: !startsDay && continues(before, message) };
  });
}

const PAUSE = 5 * 60_000;

function continues(before: ShownMessage, message: ShownMessage): boolean {
  return (
    before.author === message.author &&
    before.content.kind === 'text' &&
    message.content.kind === 'text' &&
    message.at - before.at < PAUSE
  );
}

function dayOf({ at }: ShownMessage): string {
  return new Date(at).toDateString();
}
