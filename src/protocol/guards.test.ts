import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTasksChanged } from './announcement.ts';
import { isControls } from './controls.ts';
import { isToWorker } from './messages-to-worker.ts';
import { FAILURES, isQueueTask } from './task.ts';

const time = fc.nat();
const answer = fc.record({ status: fc.nat(599), body: fc.string() });
const optional = { noNullPrototype: true };

const wait = fc.oneof(
  fc.constantFrom({ for: 'turn' }, { for: 'sign-in' }, { for: 'app' }),
  fc.record({ for: fc.constant('network'), until: time }),
  fc.record({ for: fc.constant('server'), until: time, status: fc.nat(599) }),
);
const outcome = fc.oneof(
  fc.record({ kind: fc.constantFrom('delivered', 'conceded'), answer }),
  fc.record({ kind: fc.constant('superseded'), by: fc.string() }),
  fc.record({ kind: fc.constant('annihilated'), by: fc.string() }),
  fc.record({ kind: fc.constant('moot'), undid: fc.string() }),
  fc.record({ kind: fc.constant('cancelled'), mayHaveArrived: fc.boolean() }),
  fc.constant({ kind: 'dropped' }),
);
const error = fc.record(
  { code: fc.constantFrom(...FAILURES), message: fc.string(), answer, dependency: fc.string() },
  { requiredKeys: ['code', 'message'], ...optional },
);
const core = {
  id: fc.string(),
  taskType: fc.string(),
  version: fc.nat(),
  account: fc.string(),
  retryCount: fc.nat(),
  createdAt: time,
  bytes: fc.nat(),
  context: fc.jsonValue(),
};
const task = fc.oneof(
  fc.record({ ...core, status: fc.constant('pending'), wait }),
  fc.record({ ...core, status: fc.constant('processing'), startedAt: time }),
  fc.record({ ...core, status: fc.constant('completed'), processedAt: time, outcome }),
  fc.record({ ...core, status: fc.constant('failed'), processedAt: time, error }),
);
const controls = fc.record({
  paused: fc.boolean(),
  held: fc.array(fc.string()),
  signedIn: fc.dictionary(fc.string(), time, optional),
  silent: fc.dictionary(fc.webUrl(), fc.record({ count: fc.nat(), until: time }), optional),
});
const tasksChanged = fc.record(
  {
    type: fc.constant('backhaul:tasks-changed'),
    sequence: fc.nat(),
    changed: fc.array(task, { maxLength: 3 }),
    removed: fc.array(fc.string(), { maxLength: 3 }),
    controls,
  },
  { requiredKeys: ['type', 'sequence', 'changed', 'removed'], ...optional },
);
const toWorker = fc.record({
  type: fc.constant('backhaul:replay'),
  name: fc.string(),
  networkIsBack: fc.boolean(),
});

/** Where a value may have anything, or nothing. */
const FREE = new Set(['context', 'answer', 'dependency', 'controls']);

/** Every field at every depth, by its path, but those that may have anything. */
function pathsIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (FREE.has(name)) return [];
    return [[name], ...pathsIn(inner).map((path) => [name, ...path])];
  });
}

/** The value with something else at the path, or without anything there. */
function changed(
  value: unknown,
  [name = '', ...rest]: readonly string[],
  change: (inner: unknown) => unknown,
): unknown {
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const inner: unknown = Reflect.get(copy as object, name);
  const next = rest.length === 0 ? change(inner) : changed(inner, rest, change);
  if (next === undefined) Reflect.deleteProperty(copy as object, name);
  else Reflect.set(copy as object, name, next);
  return copy;
}

/** Something of another type. */
function another(value: unknown): unknown {
  if (Array.isArray(value)) return {};
  if (typeof value === 'object') return [];
  return typeof value === 'string' ? 7 : String(value);
}

/** What may go without harm: an element of a list, a silence of a record. */
const isElement = (value: unknown, path: readonly string[]): boolean => {
  const holder = path.slice(0, -1).reduce<unknown>((inner, name) => Reflect.get(inner as object, name), value);
  return Array.isArray(holder) || ['silent', 'signedIn'].includes(String(path.at(-2)));
};

describe.each<[string, (value: unknown) => boolean, fc.Arbitrary<unknown>]>([
  ['isQueueTask', isQueueTask, task],
  ['isControls', isControls, controls],
  ['isTasksChanged', isTasksChanged, tasksChanged],
  ['isToWorker', isToWorker, toWorker],
])('%s', (_name, guard, valid) => {
  test('takes every valid value, also with fields that a newer version has added', () => {
    fc.assert(
      fc.property(valid, fc.jsonValue(), (value, added) => {
        expect(guard(value)).toBe(true);
        expect(guard({ ...(value as object), 'of-the-future': added })).toBe(true);
      }),
    );
  });

  test('refuses a value of which one field is missing', () => {
    fc.assert(
      fc.property(valid, (value) => {
        for (const path of pathsIn(value).filter((one) => !isElement(value, one))) {
          expect(guard(changed(value, path, () => undefined)), path.join('.')).toBe(false);
        }
      }),
    );
  });

  test('refuses a value of which one field is of another type', () => {
    fc.assert(
      fc.property(valid, (value) => {
        for (const path of pathsIn(value)) {
          for (const change of [another, () => null]) {
            expect(guard(changed(value, path, change)), path.join('.')).toBe(false);
          }
        }
      }),
    );
  });

  test('never throws, whatever it is given', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.jsonValue(),
      valid.chain((value) => fc.constantFrom(value, [value])),
    );
    fc.assert(
      fc.property(anything, (value) => {
        expect(guard(value)).toBeTypeOf('boolean');
      }),
    );
  });
});
