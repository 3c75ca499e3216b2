import type { Account } from '../../account/index.ts';
import type { ChunkId, Entry } from '../../protocol/index.ts';
import { entryId } from '../names/blind-ids.ts';
import { keysOf } from './key-of.ts';
import { decrypted, parametersOf, splitSealed } from './layout.ts';
import { unpack } from './packing.ts';
import { chunksIn, decodeBody, type Plain } from './plain.ts';
import { SealError } from './seal-error.ts';

/** @throws SealError for an entry that is not, in all its parts, what one of the account's devices sealed. */
export async function openEntry(account: Account, entry: Entry): Promise<Plain> {
  const plain = readBody(await unpack(await decrypt(account, entry)), entry.isTombstone);
  const id = await entryId(account.blinding, plain.collection, plain.key);
  if (id !== entry.id || !isSame(entry.chunks, chunksIn(plain))) throw new SealError('not-authentic');
  return plain;
}

async function decrypt(account: Account, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = splitSealed(entry.value);
  const keys = keysOf(account, sealed.epoch);
  return await decrypted(parametersOf(account.id, entry, sealed), keys, sealed.ciphertext);
}

function readBody(body: Uint8Array, isTombstone: boolean): Plain {
  try {
    return decodeBody(body, isTombstone);
  } catch (cause) {
    throw new SealError('malformed', cause);
  }
}

/** Whoever collects what nothing refers to must see the same references. */
function isSame(a: readonly ChunkId[] | undefined, b: readonly ChunkId[] | undefined): boolean {
  return a?.join() === b?.join();
}
