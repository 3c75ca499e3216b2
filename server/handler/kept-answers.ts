import { JSON_MEDIA } from '../../src/protocol/index.ts';
import type { KeptAnswer } from '../store/store.ts';

/** Done, and there is nothing to tell. */
export const NO_CONTENT: KeptAnswer = { status: 204, contentType: '', body: new Uint8Array() };

export function jsonAnswer(value: unknown): KeptAnswer {
  return { status: 200, contentType: JSON_MEDIA, body: new TextEncoder().encode(JSON.stringify(value)) };
}
