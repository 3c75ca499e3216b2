import { type Account, type Random, secureRandom } from '../../account/index.ts';
import { type AccountId, type Chunk, type ChunkId, chunkIdsToBytes } from '../../protocol/index.ts';
import { keyOf, keysOf } from '../seal/key-of.ts';
import { decrypted, IV_BYTES, joinSealed, splitSealed, TAG_BYTES } from '../seal/layout.ts';
import { packInto, unpack } from '../seal/packing.ts';
import { SealError } from '../seal/seal-error.ts';
import { encodeValue } from '../value/value-codec.ts';
import { chunkId } from './chunk-id.ts';

/** Bytes: sealed chunks have few different lengths, and 32 bytes more than they need on average. */
const STEP = 64;

/** Seals what `id` names, and `refs` with it: AES-256-GCM under the account's newest key. */
export async function sealChunk(
  account: Account,
  {
    id,
    content,
    refs,
  }: { readonly id: ChunkId; readonly content: Uint8Array<ArrayBuffer>; readonly refs: readonly ChunkId[] },
  random: Random = secureRandom,
): Promise<Chunk> {
  const packed = await packInto(content, (length) => Math.ceil(length / STEP) * STEP);
  const { epoch } = account.sealing;
  const iv = random(IV_BYTES);
  const parameters = parametersOf(account.id, { id, refs }, { epoch, iv });
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(parameters, keyOf(account, epoch), packed));
  return { id, refs, bytes: joinSealed({ epoch, iv, ciphertext }) };
}

/**
 * What a chunk holds.
 * @throws SealError for one that is not what a device of the account sealed under this name, or holds more than `limit` bytes.
 */
export async function openChunk(account: Account, chunk: Chunk, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = splitSealed(chunk.bytes);
  const keys = keysOf(account, sealed.epoch);
  const content = await unpack(
    await decrypted(parametersOf(account.id, chunk, sealed), keys, sealed.ciphertext),
    limit,
  );
  const kind = chunk.refs.length === 0 ? 'piece' : 'list';
  const id = await chunkId(account.blinding, kind, sealed.epoch, content);
  if (id !== chunk.id) throw new SealError('not-authentic');
  return content;
}

/** No clock is in it: the same chunk serves every version of the value. */
function parametersOf(
  account: AccountId,
  { id, refs }: Omit<Chunk, 'bytes'>,
  { epoch, iv }: { readonly epoch: number; readonly iv: Uint8Array<ArrayBuffer> },
) {
  const names = [chunkIdsToBytes([id]), chunkIdsToBytes(refs)];
  const additionalData = encodeValue(['backhaul/chunk', account, ...names, epoch]);
  return { name: 'AES-GCM', iv, additionalData, tagLength: 8 * TAG_BYTES };
}
