import type { StoredRequest } from '../queue/stored-request.ts';
import { type Stamp, UNASKED } from '../task/stamp.ts';
import type { Asked } from './commands.ts';

export const ORIGIN = 'http://server.test';

/** Ids grow, as those of the client do. */
export function idOf(number: number): string {
  return `task-${String(number).padStart(4, '0')}`;
}

export function bodyOf(id: string): string {
  return `body of ${id}`;
}

export function stampOf(id: string, asked: Asked, earlier: readonly string[], createdAt: number): Stamp {
  const { account, taskType, lane, register, creates, annihilates, blocksLane } = asked;
  const ago = (distance: number) => earlier[earlier.length - distance] ?? [];
  return {
    ...UNASKED,
    id,
    taskType,
    version: 1,
    account,
    context: null,
    createdAt,
    bytes: bodyOf(id).length,
    origin: ORIGIN,
    orderingKey: named('lane', lane),
    replaces: named('register', register),
    creates: named('thing', creates),
    annihilates: named('thing', annihilates),
    dependsOn: [...new Set(asked.dependsOn.flatMap(ago))],
    blocksLane,
  };
}

export function requestOf(id: string): StoredRequest {
  const body = new TextEncoder().encode(bodyOf(id)).buffer as ArrayBuffer;
  return { url: `${ORIGIN}/tasks/${id}`, method: 'POST', headers: {}, body };
}

function named(what: string, number: number | null): string | null {
  return number === null ? null : `${what}-${number}`;
}
