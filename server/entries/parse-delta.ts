import * as v from 'valibot';
import { decodeDelta, type SentEntry } from '../../src/protocol/index.ts';
import { refuseIssue } from '../handler/parse.ts';

/**
 * @throws MalformedBodyError when the bytes are no CBOR.
 * @throws Refusal `invalid-body` when they say something else than a delta.
 */
export function parseDelta(body: Uint8Array): readonly SentEntry[] {
  try {
    return decodeDelta(body);
  } catch (error) {
    if (v.isValiError(error)) throw refuseIssue(error.issues[0], { code: 'invalid-body', whole: 'the body' });
    throw error;
  }
}
