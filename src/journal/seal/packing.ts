import { JournalError } from '../errors.ts';
import { deflate, inflate } from './deflate.ts';
import { bucketOf, padTo, unpad } from './padding.ts';
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
  checkSize(body);
  return await packInto(body, bucketOf);
}

/** @throws JournalError `invalid-value` for more than 15 MiB */
export function checkSize({ length: bytes }: Uint8Array): void {
  if (bytes > BODY_LIMIT) throw new JournalError('invalid-value', { flaw: 'too-large', bytes, limit: BODY_LIMIT });
}

/** The same, padded to what `bucket` makes of a length. */
export async function packInto(
  body: Uint8Array<ArrayBuffer>,
  bucket: (length: number) => number,
): Promise<Uint8Array<ArrayBuffer>> {
  const deflated = body.length < WORTH_DEFLATING ? undefined : await deflate(body);
  return deflated !== undefined && bucket(deflated.length + 2) < bucket(body.length + 2)
    ? padTo(bucket, Uint8Array.of(CODECS.deflated), deflated)
    : padTo(bucket, Uint8Array.of(CODECS.plain), body);
}

/** @throws SealError `malformed` for bytes that `pack` does not make, or that inflate to more than the limit, 15 MiB. */
export async function unpack(packed: Uint8Array<ArrayBuffer>, limit = BODY_LIMIT): Promise<Uint8Array<ArrayBuffer>> {
  const content = unpad(packed);
  switch (content?.[0]) {
    case CODECS.plain:
      return content.subarray(1);
    case CODECS.deflated:
      return await inflate(content.subarray(1), limit).catch((cause: unknown) => {
        throw new SealError('malformed', cause);
      });
    default:
      throw new SealError('malformed');
  }
}
