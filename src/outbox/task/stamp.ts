import { hasFields, isFlag, isListOf, isNullOr, isNumber, isObject, isText } from '../../protocol/index.ts';

/** What a queue entry carries in Workbox's `metadata`: all that the ledger can be rebuilt from. */
export interface Stamp {
  readonly id: string;
  readonly taskType: string;
  readonly version: number;
  readonly account: string;
  readonly context: unknown;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Bytes of the request's body. */
  readonly bytes: number;
  readonly origin: string;
  readonly orderingKey: string | null;
  readonly replaces: string | null;
  readonly creates: string | null;
  readonly annihilates: string | null;
  readonly dependsOn: readonly string[];
  /** The failed task that this one was made from, by editing it. */
  readonly insteadOf: string | null;
  readonly blocksLane: boolean;
  /** How many attempts began before it was stored. */
  readonly attempts: number;
}

/** What a task asks of the queue, as the ledger keeps it too. */
export const askedFields = {
  origin: isText,
  orderingKey: isNullOr(isText),
  replaces: isNullOr(isText),
  creates: isNullOr(isText),
  dependsOn: isListOf(isText),
  blocksLane: isFlag,
};

const isStamp = hasFields({
  ...askedFields,
  id: isText,
  taskType: isText,
  version: isNumber,
  account: isText,
  createdAt: isNumber,
  bytes: isNumber,
  annihilates: isNullOr(isText),
  insteadOf: isNullOr(isText),
  attempts: isNumber,
});

/** What a row of the ledger says of a task that asks for nothing; earlier versions wrote rows without these. */
export const NOTHING_ASKED = { origin: '', creates: null, dependsOn: [], blocksLane: false } as const;

/** What a stamp asks for that names nothing of it; earlier versions wrote stamps without these. */
export const UNASKED = { ...NOTHING_ASKED, bytes: 0, annihilates: null, insteadOf: null, attempts: 0 } as const;

export function parseStamp(metadata: unknown): Stamp | undefined {
  const stamp: unknown = { ...UNASKED, ...(isObject(metadata) ? metadata : {}) };
  return isStamp(stamp) ? (stamp as Stamp) : undefined;
}
