import * as v from 'valibot';
import {
  CBOR,
  decodeCbor,
  JSON_MEDIA,
  MalformedBodyError,
  type SettingsBatch,
  settingsBatchSchema,
} from '../../src/protocol/index.ts';
import { parseOrRefuse } from '../handler/parse.ts';

/** The media types that a batch can come in. */
export const BATCH_MEDIA = [CBOR, JSON_MEDIA] as const;
export type BatchMedia = (typeof BATCH_MEDIA)[number];

const BODY = { code: 'invalid-body', whole: 'the body' } as const;

/**
 * @throws MalformedBodyError when the bytes are not what the media type says.
 * @throws Refusal `invalid-body` when they say something else than a batch.
 */
export function parseBatch(media: BatchMedia, body: Uint8Array): SettingsBatch {
  const decoded = media === CBOR ? decodeCbor(body) : parseOrRefuse(textualBatchSchema, decodeJson(body), BODY);
  return parseOrRefuse(settingsBatchSchema, decoded, BODY);
}

const base64urlSchema = v.pipe(
  v.string('A value is base64url text.'),
  v.regex(/^[A-Za-z0-9_-]*$/, 'A value is base64url text without padding.'),
  v.check((text) => text.length % 4 !== 1, 'A value is base64url text, and this one is cut off.'),
  v.transform((text) => new Uint8Array(Buffer.from(text, 'base64url'))),
);

const textualBatchSchema = v.looseObject({ entries: v.array(v.looseObject({ value: v.optional(base64urlSchema) })) });

function decodeJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (cause) {
    throw new MalformedBodyError('The body is not the JSON that it claims to be.', { cause });
  }
}
