import { type BatchAnswerItem, type BatchItem, isNumber, isObject, isRecordOf, isText } from '../../protocol/index.ts';
import { decodeSmallCbor, encodeSmallCbor, type SmallCbor } from './small-cbor.ts';

/** The sender's side of a batch. */
export function encodeBatch(requests: readonly BatchItem[]): Uint8Array<ArrayBuffer> {
  return encodeSmallCbor({ requests: requests as readonly SmallCbor[] });
}

/** The answers in a body, or nothing when it holds none. */
export function decodeBatchAnswer(bytes: Uint8Array): readonly BatchAnswerItem[] | undefined {
  try {
    const body = decodeSmallCbor(bytes);
    const answers = isObject(body) ? body.answers : undefined;
    return Array.isArray(answers) && answers.every(isAnswerItem) ? answers : undefined;
  } catch {
    return undefined;
  }
}

const isHeaders = isRecordOf(isText);

function isAnswerItem(item: unknown): item is BatchAnswerItem {
  if (item === null) return true;
  const [status, headers, body]: unknown[] = Array.isArray(item) ? item : [];
  return isNumber(status) && isHeaders(headers) && body instanceof Uint8Array;
}
