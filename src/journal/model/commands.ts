import * as fc from 'fast-check';

/** Where a device dies: at which transaction of what it does, before or after it is committed. */
export interface Crash {
  readonly change: number;
  readonly when: 'before' | 'after';
}

/** What happens next, on one of the devices. */
export type Command =
  | {
      readonly kind: 'save';
      readonly device: number;
      readonly writes: readonly { readonly key: number; readonly value: number | null }[];
      readonly crash: Crash | undefined;
    }
  /** Gathers what is dirty, as a request that is stored. */
  | { readonly kind: 'gather'; readonly device: number }
  /** The oldest stored request reaches the server; its answer may be lost. */
  | {
      readonly kind: 'deliver';
      readonly device: number;
      readonly isAnswerLost: boolean;
      readonly crash: Crash | undefined;
    }
  | { readonly kind: 'pull'; readonly device: number; readonly crash: Crash | undefined }
  /** Takes back what was not acknowledged, also while it is on its way. */
  | { readonly kind: 'revert'; readonly device: number; readonly crash: Crash | undefined }
  /** The server removes the chunks that nothing refers to. */
  | { readonly kind: 'collect' }
  | { readonly kind: 'time-passes'; readonly milliseconds: number }
  | { readonly kind: 'clock-jumps'; readonly device: number; readonly milliseconds: number };

const HOUR = 60 * 60 * 1000;

const device = fc.nat(3);
const crash = fc.option(fc.record({ change: fc.nat(2), when: fc.constantFrom('before' as const, 'after' as const) }), {
  nil: undefined,
  freq: 4,
});
const writes = fc.uniqueArray(fc.record({ key: fc.nat(3), value: fc.option(fc.nat(9), { freq: 5 }) }), {
  selector: ({ key }) => key,
  minLength: 1,
  maxLength: 3,
});

export const commands: fc.Arbitrary<readonly Command[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('save' as const), device, writes, crash }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('gather' as const), device }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('deliver' as const), device, isAnswerLost: fc.boolean(), crash }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('pull' as const), device, crash }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('revert' as const), device, crash }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'collect' as const }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('time-passes' as const), milliseconds: fc.nat(HOUR) }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('clock-jumps' as const),
        device,
        milliseconds: fc.integer({ min: -24 * HOUR, max: 24 * HOUR }),
      }),
    },
  ),
  { maxLength: 40 },
);
