import * as v from 'valibot';
import {
  BATCH_PATH,
  batchAnswerSchema,
  batchSchema,
  decodeCbor,
  decodeDelta,
  IDEMPOTENCY_KEY,
  MalformedBodyError,
} from '../../src/protocol/index.ts';

const REPLAYED = 'idempotent-replayed';

/** One save on its way: alone, or as an item of a batch. */
export interface CarriedSave {
  readonly key: string;
  readonly clock: string;
}

interface Passed {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Uint8Array;
}

export function isBatch(path: string): boolean {
  return path === BATCH_PATH;
}

/** The saves of one request; none in a request of another kind. */
export function savesOf(path: string, { headers, body }: Passed): readonly CarriedSave[] {
  if (!isBatch(path)) return saveOf(String(headers[IDEMPOTENCY_KEY.toLowerCase()] ?? ''), body);
  const batch = v.safeParse(batchSchema, decodeCbor(body));
  if (!batch.success) return [];
  return batch.output.requests.flatMap(([key, , , , , item]) => (item === null ? [] : saveOf(key, item)));
}

/** The keys whose effect an answer tells to be a new one. */
export function newEffectsOf(path: string, saves: readonly CarriedSave[], status: number, answer: Passed): string[] {
  if (!isBatch(path)) return isNewEffect(status, answer.headers) ? saves.map(({ key }) => key) : [];
  if (status !== 200) return [];
  const { answers } = v.parse(batchAnswerSchema, decodeCbor(answer.body));
  return answers.flatMap((item, place) => {
    const key = saves[place]?.key;
    return item !== null && key !== undefined && isNewEffect(item[0], lowerCased(item[1])) ? [key] : [];
  });
}

function isNewEffect(status: number, headers: Passed['headers']): boolean {
  return status >= 200 && status < 300 && headers[REPLAYED] !== 'true';
}

/** The soak's page sends every save as a delta with one entry. */
function saveOf(key: string, body: Uint8Array): readonly CarriedSave[] {
  try {
    return decodeDelta(body).map(({ clock }) => ({ key, clock }));
  } catch (error) {
    if (error instanceof MalformedBodyError || v.isValiError(error)) return [];
    throw error;
  }
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
