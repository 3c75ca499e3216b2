import * as fc from 'fast-check';
import type { Stop } from './process.ts';
import { REPLIES, type Reply } from './reply.ts';

/** What a task asks of the outbox. Numbers name lanes, registers, things and earlier tasks. */
export interface Asked {
  readonly account: string;
  readonly taskType: string;
  readonly lane: number | null;
  readonly register: number | null;
  readonly creates: number | null;
  readonly annihilates: number | null;
  /** How many tasks ago the one was made that it depends on. */
  readonly dependsOn: readonly number[];
  /** It edits one that has failed. */
  readonly edits: number | null;
  readonly blocksLane: boolean;
}

/** What a person, a browser or the world does next. `whom` chooses among the tasks that are there. */
export type Command =
  | { readonly kind: 'enqueue'; readonly asked: Asked; readonly stop: Stop | undefined }
  /** More of one lane than have their turn, or go in a group, at once. */
  | { readonly kind: 'enqueue-many'; readonly asked: Asked; readonly count: number }
  | { readonly kind: 'cancel' | 'discard' | 'retry'; readonly whom: number; readonly stop: Stop | undefined }
  | { readonly kind: 'purge'; readonly taskType: string; readonly stop: Stop | undefined }
  | { readonly kind: 'pause' | 'resume'; readonly stop: Stop | undefined }
  | { readonly kind: 'sign-out' | 'sign-in'; readonly account: string; readonly stop: Stop | undefined }
  | {
      readonly kind: 'replay';
      readonly networkIsBack: boolean;
      readonly replies: readonly Reply[];
      readonly stop: Stop | undefined;
    }
  /** Lets a page or the worker that was held up go on. */
  | { readonly kind: 'go-on'; readonly whom: number; readonly stop: Stop | undefined }
  | { readonly kind: 'time-passes'; readonly milliseconds: number }
  | { readonly kind: 'clock-jumps'; readonly milliseconds: number }
  /** The browser dies with everything that runs in it. */
  | { readonly kind: 'restart' };

/** How the engine is set up. */
export interface Setup {
  readonly seed: number;
  readonly batch: { readonly items: number; readonly bytes: number } | null;
  readonly lanes: number;
  readonly retained: number;
}

export interface Scenario {
  readonly setup: Setup;
  readonly commands: readonly Command[];
}

export const UNASKED: Asked = {
  account: 'ada',
  taskType: 'save',
  lane: null,
  register: null,
  creates: null,
  annihilates: null,
  dependsOn: [],
  edits: null,
  blocksLane: false,
};

export const ACCOUNTS = ['ada', 'bob'];
const TYPES = ['save', 'send'];

/** Nothing, but this one time in so many. */
const oneIn = <Value>(times: number, value: fc.Arbitrary<Value>) =>
  fc.oneof({ arbitrary: fc.constant(null), weight: times - 1 }, { arbitrary: value, weight: 1 });
const account = fc.oneof({ arbitrary: fc.constant('ada'), weight: 4 }, { arbitrary: fc.constant('bob'), weight: 1 });
const taskType = fc.constantFrom(...TYPES);
const number = (max: number) => fc.nat({ max });

/** Half of the replays are stopped, and of what else is done a third. */
const stop = (points: number, nothing = 2): fc.Arbitrary<Stop | undefined> =>
  fc.oneof(
    { arbitrary: fc.constant(undefined), weight: nothing },
    {
      arbitrary: fc.record({ points: fc.integer({ min: 1, max: points }), by: fc.constantFrom('crash', 'linger') }),
      weight: 1,
    },
  );

const asked: fc.Arbitrary<Asked> = fc
  .record<Asked>({
    account,
    taskType,
    lane: oneIn(2, number(1)),
    register: oneIn(4, number(1)),
    creates: oneIn(4, number(1)),
    annihilates: oneIn(6, number(1)),
    dependsOn: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }), weight: 1 },
    ),
    edits: oneIn(10, number(3)),
    blocksLane: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, { arbitrary: fc.constant(true), weight: 1 }),
  })
  .map(eitherWay);

/** No kind of task brings one thing about and undoes another. */
function eitherWay(asked: Asked): Asked {
  return asked.creates === null ? asked : { ...asked, annihilates: null };
}

const reply: fc.Arbitrary<Reply> = fc.record({
  kind: fc.oneof({ arbitrary: fc.constant('fine' as const), weight: 4 }, ...REPLIES.map(weighted)),
  delay: fc.constantFrom(0, 0, 20, 50),
});

function weighted(kind: Reply['kind']) {
  return { arbitrary: fc.constant(kind), weight: kind === 'too-large' || kind === 'not-found' ? 1 : 2 };
}

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ kind: fc.constant('enqueue' as const), asked, stop: stop(4) }) },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant('replay' as const),
      networkIsBack: fc.boolean(),
      replies: fc.array(reply, { maxLength: 8 }),
      stop: stop(60, 1),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom('cancel', 'discard', 'retry'), whom: number(5), stop: stop(8) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('purge' as const), taskType, stop: stop(8) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('pause', 'resume'), stop: stop(2) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('sign-out', 'sign-in'), account, stop: stop(2) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('go-on' as const), whom: number(2), stop: stop(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('time-passes' as const),
      milliseconds: fc.constantFrom(1, 500, 5_000, 120_000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('clock-jumps' as const),
      milliseconds: fc.constantFrom(-3_600_000, -1_000, 1_000, 3_600_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restart' as const) }) },
);

const setup: fc.Arbitrary<Setup> = fc.record({
  seed: fc.integer(),
  batch: fc.constantFrom(null, null, { items: 500, bytes: 1_000 }, { items: 3, bytes: 40 }),
  lanes: fc.constantFrom(6, 6, 1, 2),
  retained: fc.constantFrom(200, 200, 1),
});

/** What was there before, now and then: it takes its time. */
const many = fc.record({
  kind: fc.constant('enqueue-many' as const),
  asked: fc.record({ account, lane: number(1) }).map((some): Asked => ({ ...UNASKED, ...some })),
  count: fc.constantFrom(20, 30, 110),
});

const commands: fc.Arbitrary<readonly Command[]> = fc
  .tuple(oneIn(10, many), fc.array(command, { minLength: 1, maxLength: 24, size: 'max' }))
  .map(([first, rest]) => (first === null ? rest : [first, ...rest]));

export const scenario: fc.Arbitrary<Scenario> = fc.record({ setup, commands });
