import * as fc from 'fast-check';
import type { Crash } from '../commands.ts';

/** What happens next, on one of the devices of an account whose keys are changed again and again. */
export type RotationCommand =
  | {
      readonly kind: 'save';
      readonly device: number;
      /** In the tab that was open before. */
      readonly isInFormerTab: boolean;
      readonly writes: readonly { readonly key: number; readonly value: number | null }[];
      readonly crash: Crash | undefined;
    }
  /** Gathers what is dirty, as a request that is stored. */
  | { readonly kind: 'gather'; readonly device: number; readonly crash: Crash | undefined }
  /** The oldest stored request reaches the server; its answer may be lost, and is the same the next time. */
  | {
      readonly kind: 'deliver';
      readonly device: number;
      readonly isAnswerLost: boolean;
      readonly crash: Crash | undefined;
    }
  /**
   * `rotate` changes the keys, `resume` ends a change that was cut off, `take` enters the words of now, `reseal` seals again
   * what is under keys of the past, `open-tab` opens the journal anew beside one that hears of nothing any more.
   */
  | {
      readonly kind: 'pull' | 'revert' | 'rotate' | 'resume' | 'take' | 'reseal' | 'open-tab';
      readonly device: number;
      readonly crash: Crash | undefined;
    }
  | { readonly kind: 'time-passes'; readonly milliseconds: number };

const DAY = 24 * 60 * 60 * 1000;

/** The first one does most of it: what takes several steps on one device comes up more often. */
const device = fc.constantFrom(0, 0, 0, 0, 1, 1, 2, 3);
/** The steps are transactions of the journal and of the account, and requests. */
const crash = fc.option(fc.record({ change: fc.nat(6), when: fc.constantFrom('before' as const, 'after' as const) }), {
  nil: undefined,
  freq: 1,
});
const writes = fc.uniqueArray(fc.record({ key: fc.nat(2), value: fc.option(fc.nat(9), { freq: 5 }) }), {
  selector: ({ key }) => key,
  minLength: 1,
  maxLength: 3,
});
const simple = (kind: 'pull' | 'revert' | 'rotate' | 'resume' | 'take' | 'reseal' | 'open-tab', weight: number) => ({
  weight,
  arbitrary: fc.record({ kind: fc.constant(kind), device, crash }),
});

export const rotationCommands: fc.Arbitrary<readonly RotationCommand[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ kind: fc.constant('save' as const), device, isInFormerTab: fc.boolean(), writes, crash }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('gather' as const), device, crash }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('deliver' as const), device, isAnswerLost: fc.boolean(), crash }),
    },
    simple('pull', 3),
    simple('rotate', 3),
    simple('resume', 2),
    simple('take', 3),
    simple('reseal', 4),
    simple('revert', 1),
    simple('open-tab', 1),
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('time-passes' as const), milliseconds: fc.nat(DAY) }) },
  ),
  { maxLength: 40, size: 'max' },
);
