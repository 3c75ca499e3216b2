import { parseAccept } from 'hono/utils/accept';
import { CBOR, JSON_MEDIA } from '../../src/protocol/index.ts';
import type { AnswerMedia } from './answer-body.ts';

/** JSON unless the client would rather have CBOR (RFC 9110, 12.5.1). */
export function answerMedia(headers: Headers): AnswerMedia {
  const ranges = parseAccept(headers.get('Accept') ?? '');
  const qualities = new Map(ranges.map(({ type, q }) => [type.toLowerCase(), q]));
  return qualityOf(CBOR, qualities) > qualityOf(JSON_MEDIA, qualities) ? CBOR : JSON_MEDIA;
}

function qualityOf(media: AnswerMedia, qualities: ReadonlyMap<string, number>): number {
  return qualities.get(media) ?? qualities.get('application/*') ?? qualities.get('*/*') ?? 0;
}
