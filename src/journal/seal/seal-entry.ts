import { type Account, type Random, secureRandom } from '../../account/index.ts';
import type { Clock, Entry } from '../../protocol/index.ts';
import { entryId } from '../names/blind-ids.ts';
import { keyOf } from './key-of.ts';
import { IV_BYTES, joinSealed, parametersOf } from './layout.ts';
import { pack } from './packing.ts';
import { chunksIn, encodeBody, type Plain } from './plain.ts';

/**
 * Seals an entry under the account's newest key: AES-256-GCM with a random IV over its names and its content, padded. Costs 30
 * bytes beside the padded ones. A key is good for 2^32 seals.
 * @throws JournalError `invalid-value` for more than 15 MiB, or for a name that is no well-formed text.
 */
export function sealEntry(account: Account, plain: Plain, clock: Clock): Promise<Entry> {
  return sealWith(secureRandom, account, plain, clock);
}

/** The same with a given source of IVs, which must never give one twice for the same key. */
export async function sealWith(random: Random, account: Account, plain: Plain, clock: Clock): Promise<Entry> {
  const [id, packed] = await Promise.all([
    entryId(account.blinding, plain.collection, plain.key),
    pack(encodeBody(plain)),
  ]);
  const head = { id, clock, isTombstone: plain.isTombstone };
  const { epoch } = account.sealing;
  const iv = random(IV_BYTES);
  const parameters = parametersOf(account.id, head, { epoch, iv });
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt(parameters, keyOf(account, epoch), packed));
  const chunks = chunksIn(plain);
  return { ...head, value: joinSealed({ epoch, iv, ciphertext }), ...(chunks && { chunks }) };
}
