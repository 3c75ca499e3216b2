import type { Account } from '../../account/index.ts';
import type { Entry } from '../../protocol/index.ts';
import { entryId } from '../names/blind-ids.ts';
import { keyOf } from './key-of.ts';
import { parametersOf, splitSealed } from './layout.ts';
import { unpack } from './packing.ts';
import { decodeBody, type Plain } from './plain.ts';
import { SealError } from './seal-error.ts';

/** @throws SealError for an entry that is not, in all its parts, what one of the account's devices sealed. */
export async function openEntry(account: Account, entry: Entry): Promise<Plain> {
  const plain = readBody(await unpack(await decrypt(account, entry)), entry.isTombstone);
  const id = await entryId(account.blinding, plain.collection, plain.key);
  if (id !== entry.id) throw new SealError('not-authentic');
  return plain;
}

async function decrypt(account: Account, entry: Entry): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = splitSealed(entry.value);
  const key = keyOf(account, sealed.epoch);
  try {
    const parameters = parametersOf(account.id, entry, sealed);
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed.ciphertext));
  } catch (cause) {
    if (!(cause instanceof DOMException && cause.name === 'OperationError')) throw cause;
    throw new SealError('not-authentic', cause);
  }
}

function readBody(body: Uint8Array, isTombstone: boolean): Plain {
  try {
    return decodeBody(body, isTombstone);
  } catch (cause) {
    throw new SealError('malformed', cause);
  }
}
