import {
  CBOR,
  type Entry,
  type EntryOutcome,
  encodeCbor,
  isTombstone,
  type JSON_MEDIA,
  type SettingsAnswer,
  type SettingsPage,
} from '../../src/protocol/index.ts';

export type AnswerMedia = typeof CBOR | typeof JSON_MEDIA;

/** In JSON a value is base64url text. */
export function encodeAnswer(media: AnswerMedia, { cursor, outcomes }: SettingsAnswer): Uint8Array<ArrayBuffer> {
  if (media === CBOR) return encodeCbor({ cursor, outcomes });
  return encodeJson({ cursor, outcomes: outcomes.map(textualOutcome) });
}

/** In JSON a value is base64url text. */
export function encodePage(media: AnswerMedia, { entries, cursor, more }: SettingsPage): Uint8Array<ArrayBuffer> {
  if (media === CBOR) return encodeCbor({ entries, cursor, more });
  return encodeJson({ entries: entries.map(textualEntry), cursor, more });
}

function encodeJson(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

function textualOutcome(outcome: EntryOutcome) {
  return outcome.outcome === 'lost' ? { ...outcome, winner: textualEntry(outcome.winner) } : outcome;
}

function textualEntry(entry: Entry) {
  return isTombstone(entry) ? entry : { ...entry, value: Buffer.from(entry.value).toString('base64url') };
}
