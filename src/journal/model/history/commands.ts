import * as fc from 'fast-check';
import type { Crash } from '../commands.ts';

/** What happens next, on one of the devices or at the server. */
export type Command =
  | {
      readonly kind: 'save';
      readonly device: number;
      readonly lane: number;
      readonly key: number;
      readonly value: number | null;
      readonly crash: Crash | undefined;
    }
  /** Gathers what is dirty in a lane, as a request that is stored. */
  | { readonly kind: 'gather'; readonly device: number; readonly lane: number }
  /** The oldest stored request of a lane reaches the server; its answer comes at once, later, or never. */
  | {
      readonly kind: 'deliver';
      readonly device: number;
      readonly lane: number;
      readonly answer: 'comes' | 'is-late' | 'is-lost';
      readonly crash: Crash | undefined;
    }
  /** A late answer comes. */
  | { readonly kind: 'answer'; readonly device: number; readonly which: number; readonly crash: Crash | undefined }
  /** The network goes away after some pages. Between a page and its taking, an answer may come, or a request may be answered. */
  | {
      readonly kind: 'pull';
      readonly device: number;
      readonly pages: number;
      readonly meanwhile: 'nothing' | 'answer' | 'deliver';
      readonly crash: Crash | undefined;
    }
  | { readonly kind: 'revert'; readonly device: number; readonly lane: number; readonly crash: Crash | undefined }
  | { readonly kind: 'clock-jumps'; readonly device: number; readonly milliseconds: number }
  | { readonly kind: 'time-passes'; readonly milliseconds: number }
  /** Another device joins by the pairing code of this one. */
  | { readonly kind: 'join'; readonly device: number }
  /** A device is offline for so long that it holds no watermark any more, until it returns. */
  | { readonly kind: 'goes-away'; readonly device: number }
  | { readonly kind: 'returns'; readonly device: number }
  /** Whoever is not away sends and reads all that there is. */
  | { readonly kind: 'everybody-syncs' }
  | { readonly kind: 'prune' }
  /** The server removes the chunks that nothing refers to. */
  | { readonly kind: 'collect' }
  /**
   * `rotate` changes the keys, `resume` ends a change that was cut off, `take` enters the words of now, `reseal` seals again some
   * of what is under keys of the past.
   */
  | {
      readonly kind: 'rotate' | 'resume' | 'take' | 'reseal';
      readonly device: number;
      readonly crash: Crash | undefined;
    }
  | { readonly kind: 'back-up' }
  /** `isTold`: the operator has used the command that gives the history another name. */
  | { readonly kind: 'restore'; readonly isTold: boolean };

const HOUR = 60 * 60 * 1000;

const device = fc.nat(3);
const lane = fc.nat(1);
const crash = fc.option(fc.record({ change: fc.nat(4), when: fc.constantFrom('before' as const, 'after' as const) }), {
  nil: undefined,
  freq: 5,
});

/** The steps are transactions of the journal and of the account, and requests. */
const keysCrash = fc.option(
  fc.record({ change: fc.nat(8), when: fc.constantFrom('before' as const, 'after' as const) }),
  { nil: undefined, freq: 1 },
);

const is = <const Kind extends string>(kind: Kind) => fc.constant(kind);

const ordinary = [
  {
    weight: 6,
    arbitrary: fc.record({
      kind: is('save'),
      device,
      lane,
      key: fc.nat(1),
      value: fc.option(fc.nat(9), { freq: 2 }),
      crash,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: is('gather'), device, lane }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: is('deliver'),
      device,
      lane,
      answer: fc.constantFrom('comes' as const, 'comes' as const, 'is-late' as const, 'is-lost' as const),
      crash,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: is('answer'), device, which: fc.nat(1), crash }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: is('pull'),
      device,
      pages: fc.integer({ min: 1, max: 4 }),
      meanwhile: fc.constantFrom('nothing' as const, 'answer' as const, 'deliver' as const),
      crash,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: is('revert'), device, lane, crash }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: is('clock-jumps'),
      device,
      milliseconds: fc.integer({ min: -24 * HOUR, max: 24 * HOUR }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: is('time-passes'), milliseconds: fc.nat(HOUR) }) },
  { weight: 1, arbitrary: fc.record({ kind: is('join'), device }) },
];

/** With a server that forgets nothing but deletions that nobody needs any more, and chunks that nothing refers to. */
const honest = [
  ...ordinary,
  { weight: 2, arbitrary: fc.record({ kind: is('everybody-syncs') }) },
  { weight: 1, arbitrary: fc.record({ kind: is('goes-away'), device }) },
  { weight: 1, arbitrary: fc.record({ kind: is('returns'), device }) },
  { weight: 2, arbitrary: fc.record({ kind: is('prune') }) },
  { weight: 1, arbitrary: fc.record({ kind: is('collect') }) },
];

export const honestCommands: fc.Arbitrary<readonly Command[]> = fc.array(fc.oneof(...honest), {
  maxLength: 50,
  size: 'max',
});

const ofKeys = <const Kind extends 'rotate' | 'resume' | 'take' | 'reseal'>(kind: Kind, weight: number) => ({
  weight,
  arbitrary: fc.record({ kind: is(kind), device, crash: keysCrash }),
});

/** The same with an account whose keys are changed. */
export const rotatingCommands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(...honest, ofKeys('rotate', 5), ofKeys('resume', 1), ofKeys('take', 5), ofKeys('reseal', 5), {
    weight: 1,
    arbitrary: fc.record({ kind: is('time-passes'), milliseconds: fc.nat(48 * HOUR) }),
  }),
  { maxLength: 60, size: 'max' },
);

/**
 * With a server whose backups are restored. Keys stay the same: where a backup is of before they were changed, the person's word
 * is needed before anything can go on.
 */
export const restoringCommands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    ...ordinary,
    { weight: 2, arbitrary: fc.record({ kind: is('everybody-syncs') }) },
    { weight: 1, arbitrary: fc.record({ kind: is('collect') }) },
    { weight: 1, arbitrary: fc.record({ kind: is('back-up') }) },
    { weight: 1, arbitrary: fc.record({ kind: is('restore'), isTold: fc.boolean() }) },
  ),
  { maxLength: 50, size: 'max' },
);
