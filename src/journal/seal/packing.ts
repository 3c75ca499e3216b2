import { JournalError } from '../errors.ts';
import { deflate, inflate } from './deflate.ts';
import { bucketOf, pad, unpad } from './padding.ts';
import { SealError } from './seal-error.ts';

/**
 * Bytes of an entry's body. It is all in memory at once, in a worker of a telephone too; padded and sealed it has to be below
 * the 16 MiB that a server takes.
 */
export const BODY_LIMIT = 15 * 1024 * 1024;
/** Bytes: below, deflating costs time and hardly ever reaches a smaller bucket. */
const WORTH_DEFLATING = 128;

const CODECS = { plain: 0, deflated: 1 };

/**
 * What is encrypted: a codec byte (0 plain, 1 DEFLATE), the body, 0x80 and zeros. Deflated only where that is smaller.
 * @throws JournalError `invalid-value` for a body of more than 15 MiB
 */
export async function pack(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (body.length > BODY_LIMIT)
    throw new JournalError('invalid-value', { flaw: 'too-large', bytes: body.length, limit: BODY_LIMIT });
  const deflated = body.length < WORTH_DEFLATING ? undefined : await deflate(body);
  return deflated !== undefined && packedSize(deflated) < packedSize(body)
    ? pad(Uint8Array.of(CODECS.deflated), deflated)
    : pad(Uint8Array.of(CODECS.plain), body);
}

function packedSize(content: Uint8Array): number {
  return bucketOf(content.length + 2);
}

/** @throws SealError `malformed` for bytes that `pack` does not make, or that inflate to more than 15 MiB. */
export async function unpack(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const content = unpad(packed);
  switch (content?.[0]) {
    case CODECS.plain:
      return content.subarray(1);
    case CODECS.deflated:
      return await inflate(content.subarray(1), BODY_LIMIT).catch((cause: unknown) => {
        throw new SealError('malformed', cause);
      });
    default:
      throw new SealError('malformed');
  }
}
