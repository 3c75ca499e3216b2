import { describe, expect, test } from 'vitest';
import type { Effect, Evidence } from './evidence.ts';
import { type Judgement, judge } from './judge.ts';
import type { ModelTask } from './model.ts';
import { entryOf, type TaskOperation, valueWrittenBy } from './operation.ts';

const message = (task: number): TaskOperation => ({ kind: 'message', task, channel: 1 });
const save = (task: number): TaskOperation => ({ kind: 'save', task, setting: 1 });

const known = (operation: TaskOperation, change: Partial<ModelTask> = {}): ModelTask => ({
  operation,
  clock: `clock-${operation.task}`,
  fate: 'stored',
  cancellation: 'none',
  key: `key-${operation.task}`,
  ...change,
});

const writeOf = ({ operation, clock }: ModelTask) => ({
  entry: entryOf(operation),
  clock,
  value: valueWrittenBy(operation),
});
const effectOf = (task: ModelTask): Effect => ({ key: task.key ?? '', writes: [writeOf(task)] });

/** A server where these tasks had their effect, in this order. */
function serverWith(...tasks: ModelTask[]): Evidence {
  return {
    effects: tasks.map(effectOf),
    entries: [...new Map(tasks.map((task) => [entryOf(task.operation), writeOf(task)])).values()],
    account: 'ours',
    accounts: ['ours'],
    clocksOfKey: new Map(tasks.map(({ key, clock }) => [key ?? '', clock])),
    newEffectsOfKey: new Map(tasks.map(({ key }) => [key ?? '', 1])),
  };
}

const counts = ({ lost, duplicated, reordered, wrong }: Judgement) => [
  lost.length,
  duplicated.length,
  reordered.length,
  wrong.length,
];

const [one, two] = [known(message(1)), known(message(2))];

test('every stored task once and in order: nothing to say', () => {
  expect(counts(judge([one, two], serverWith(one, two)))).toEqual([0, 0, 0, 0]);
});

describe('lost', () => {
  test('a stored message that never arrived', () => {
    expect(judge([one, two], serverWith(one)).lost).toEqual(['message 2 was stored and never arrived']);
  });

  test('a save is lost only when no newer one took its place', () => {
    const [older, newer] = [known(save(1)), known(save(2))];
    expect(counts(judge([older, newer], serverWith(newer)))).toEqual([0, 0, 0, 0]);
    expect(counts(judge([older, newer], serverWith(older)))).toEqual([1, 0, 0, 0]);
    expect(counts(judge([older, newer], serverWith()))).toEqual([1, 0, 0, 0]);
  });

  test('a tombstone does not make its message needless, nor the other way round', () => {
    const tombstone = known({ kind: 'delete', task: 2, channel: 1, message: 1 });
    expect(judge([one, tombstone], serverWith(tombstone)).lost).toEqual(['message 1 was stored and never arrived']);
    expect(judge([one, tombstone], serverWith(one)).lost).toEqual(['delete 2 was stored and never arrived']);
  });

  test.each<Partial<ModelTask>>([
    { fate: 'unknown' },
    { fate: 'refused' },
    { cancellation: 'unknown' },
    { cancellation: 'before-sending' },
    { cancellation: 'may-have-arrived' },
  ])('not when nobody promised it: %o', (change) => {
    expect(counts(judge([one, known(message(2), change)], serverWith(one)))).toEqual([0, 0, 0, 0]);
  });
});

describe('duplicated', () => {
  const server = serverWith(one);

  test('the same task under two keys', () => {
    const again = { key: 'other', writes: [] };
    const clocksOfKey = new Map([...server.clocksOfKey, ['other', one.clock]]);
    expect(counts(judge([one], { ...server, clocksOfKey, effects: [effectOf(one), again] }))).toEqual([0, 1, 0, 0]);
  });

  test('two writes under one key', () => {
    const twice = { key: 'key-1', writes: [writeOf(one), writeOf(one)] };
    expect(counts(judge([one], { ...server, effects: [twice] }))).toEqual([0, 1, 0, 0]);
  });

  test('two answers that both told of a new effect', () => {
    const newEffectsOfKey = new Map([['key-1', 2]]);
    expect(counts(judge([one], { ...server, newEffectsOfKey }))).toEqual([0, 1, 0, 0]);
  });
});

describe('reordered', () => {
  test('the later of a lane came first', () => {
    expect(judge([one, two], serverWith(two, one)).reordered).toEqual(['message 1 came after message 2 in channel:1']);
  });

  test('the older save came last and changed nothing: the clock hides it from the entry, not from the order', () => {
    const [older, newer] = [known(save(1)), known(save(2))];
    const server = serverWith(newer);
    const effects = [effectOf(newer), { key: 'key-1', writes: [] }];
    expect(counts(judge([older, newer], { ...server, effects }))).toEqual([0, 0, 1, 0]);
  });

  test('lanes do not wait for each other', () => {
    const elsewhere = known({ kind: 'message', task: 2, channel: 2 });
    expect(counts(judge([one, elsewhere], serverWith(elsewhere, one)))).toEqual([0, 0, 0, 0]);
  });
});

describe('wrong', () => {
  const onlyWrong = [0, 0, 0, 1];

  test('something of an account that no page has', () => {
    const server = serverWith(one);
    expect(counts(judge([one], { ...server, accounts: ['ours', 'theirs'] }))).toEqual(onlyWrong);
  });

  test('a message that was cancelled before it was sent, and one that the page refused', () => {
    const cancelled = known(message(1), { cancellation: 'before-sending' });
    const refused = known(message(1), { fate: 'refused' });
    expect(counts(judge([cancelled], serverWith(cancelled)))).toEqual(onlyWrong);
    expect(counts(judge([refused], serverWith(refused)))).toEqual(onlyWrong);
  });

  test.each<Partial<ModelTask>>([
    { fate: 'unknown' },
    { cancellation: 'may-have-arrived' },
    { cancellation: 'unknown' },
  ])('not a message that may have arrived: %o', (change) => {
    const open = known(message(1), change);
    expect(counts(judge([open], serverWith(open)))).toEqual([0, 0, 0, 0]);
  });

  test('an entry and an effect of nobody', () => {
    const stranger = known(message(9));
    expect(judge([one], { ...serverWith(one), entries: serverWith(one, stranger).entries }).wrong).toEqual([
      'message:9 was written by nobody',
    ]);
    expect(judge([one], { ...serverWith(one), effects: serverWith(one, stranger).effects }).wrong).toEqual([
      'an effect belongs to no task',
    ]);
  });

  test('another value, another clock, no entry at all', () => {
    const [entry] = serverWith(one).entries;
    for (const entries of [[{ ...entry!, value: 'other' }], [{ ...entry!, clock: 'other' }], []]) {
      expect(counts(judge([one], { ...serverWith(one), entries }))).toEqual(onlyWrong);
    }
  });
});
