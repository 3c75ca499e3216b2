import * as v from 'valibot';
import {
  chunksContextSchema,
  type DeltaContext,
  deltaContextSchema,
  partContextSchema,
  REMOVE_FROM_SERVER,
  UPLOAD_CHUNKS,
  UPLOAD_PART,
} from '../../journal/delivery/index.ts';
import type { Delta, Part } from '../../journal/index.ts';
import { defineTask, type TaskDefinition } from '../../outbox/index.ts';
import {
  type AccountId,
  CBOR,
  type Chunk,
  chunksPath,
  encodeChunks,
  entriesPath,
  partPath,
} from '../../protocol/index.ts';

/** Where an account's data lies. */
export interface Place {
  readonly account: AccountId;
  readonly origin: string;
}

/** The lane of a group: its tasks are delivered in order, and a newer delta takes the place of a waiting one. */
export interface DeltaLane {
  readonly type: string;
  /** Names nothing in plain words. */
  readonly lane: string;
}

/**
 * The task that commits a delta. Its body is no part of what is listed of it. Of several that a save takes, each takes the
 * place of the older one in its own place: together they hold all that the older ones held and the server has not.
 */
export function deltaTask(
  { account, origin }: Place,
  { type, lane }: DeltaLane,
  { body }: Delta,
): TaskDefinition<typeof deltaContextSchema> {
  return defineTask({
    type,
    version: 1,
    context: deltaContextSchema,
    request: () =>
      new Request(new URL(entriesPath(account), origin), { method: 'PATCH', headers: { 'Content-Type': CBOR }, body }),
    orderingKey: () => lane,
    replaces: ({ place }: DeltaContext) => `${lane}:${place}`,
  });
}

/** The task that brings a part to the server. Parts need no order: the delta waits for all of its own. */
export function partTask({ account, origin }: Place, { id, bytes }: Part): TaskDefinition<typeof partContextSchema> {
  return defineTask({
    type: UPLOAD_PART,
    version: 1,
    context: partContextSchema,
    request: () =>
      new Request(new URL(partPath(account, id), origin), {
        method: 'PUT',
        headers: { 'Content-Type': 'application/octet-stream' },
        body: bytes,
      }),
  });
}

/** The task that brings chunks to the server, in any order: the delta waits for all of its own. */
export function chunksTask(
  { account, origin }: Place,
  chunks: readonly Chunk[],
): TaskDefinition<typeof chunksContextSchema> {
  return defineTask({
    type: UPLOAD_CHUNKS,
    version: 1,
    context: chunksContextSchema,
    request: () =>
      new Request(new URL(chunksPath(account), origin), {
        method: 'PUT',
        headers: { 'Content-Type': CBOR },
        body: encodeChunks(chunks),
      }),
  });
}

const removalContextSchema = v.object({});

/** The task that has the server remove everything of the account, once however often it is asked for. */
export function removalTask({ account, origin }: Place): TaskDefinition<typeof removalContextSchema> {
  return defineTask({
    type: REMOVE_FROM_SERVER,
    version: 1,
    context: removalContextSchema,
    request: () => new Request(new URL(entriesPath(account), origin), { method: 'DELETE' }),
    replaces: () => `${REMOVE_FROM_SERVER}:${account}`,
  });
}
