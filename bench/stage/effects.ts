import type { Entry } from '../../src/protocol/index.ts';

const PREFIX = 'bench-task-';
const NAME = /bench-task-\d{6}/g;

/** The id of the setting that the task with this number writes: no other task writes it. */
export function effectOf(task: number): Entry['id'] {
  return `${PREFIX}${String(task).padStart(6, '0')}`;
}

/** The effects that a body asks for, whatever it wraps them in: JSON, CBOR, or a batch of requests. */
export function effectsIn(body: Buffer): ReadonlySet<string> {
  return new Set(body.toString('latin1').match(NAME));
}
