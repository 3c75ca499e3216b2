import { DIGEST_BYTES } from '../../account/index.ts';
import { type Clock, clockToBytes } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { encodeValue } from '../value/value-codec.ts';

/** A version of an entry, as far as a digest knows it. */
export interface Known {
  readonly id: string;
  readonly clock: Clock;
  readonly isTombstone: boolean;
}

/** What the server is known to have of an entry, before something and after it. */
export interface AcknowledgedChange {
  readonly id: string;
  readonly before: Omit<Known, 'id'> | null;
  readonly after: Omit<Known, 'id'> | null;
}

/** By entry and clock. A transaction cannot wait for an HMAC: they are made before it. */
export type Fingerprints = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

export const NOTHING: Uint8Array<ArrayBuffer> = new Uint8Array(DIGEST_BYTES);

/**
 * The first 16 bytes of an HMAC-SHA-256 of `['backhaul/head', id, clock]` for each version. A digest is the XOR of those of all
 * versions that the server has: an incremental multiset hash, MSet-XOR-Hash of Clarke et al., "Incremental Multiset Hash
 * Functions" (ASIACRYPT 2003), sound for sets since it is keyed. Tombstones count as absent: pruning them changes nothing.
 */
export async function fingerprintsOf(
  { account }: Pick<JournalContext, 'account'>,
  versions: Iterable<Known | undefined>,
): Promise<Fingerprints> {
  const wanted = [...versions].flatMap((version) => (version === undefined || version.isTombstone ? [] : [version]));
  return new Map(await Promise.all(wanted.map((version) => fingerprint(account.blinding, version))));
}

async function fingerprint(blinding: CryptoKey, version: Known): Promise<[string, Uint8Array<ArrayBuffer>]> {
  const text = encodeValue(['backhaul/head', version.id, clockToBytes(version.clock)]);
  const bytes = new Uint8Array(await crypto.subtle.sign('HMAC', blinding, text));
  return [nameOf(version), bytes.subarray(0, DIGEST_BYTES)];
}

/** The digest after these changes; nothing when a fingerprint was not made, since something has changed meanwhile. */
export function changedDigest(
  digest: Uint8Array<ArrayBuffer>,
  changes: readonly AcknowledgedChange[],
  fingerprints: Fingerprints,
): Uint8Array<ArrayBuffer> | undefined {
  const next = digest.slice();
  for (const { id, before, after } of changes) {
    for (const version of [before, after]) {
      if (version === null || version.isTombstone) continue;
      const bytes = fingerprints.get(nameOf({ id, ...version }));
      if (bytes === undefined) return undefined;
      for (const [place, byte] of bytes.entries()) next[place] = (next[place] ?? 0) ^ byte;
    }
  }
  return next;
}

/** Whether the server has something else now than it was known to have. */
export function isNews({ before, after }: AcknowledgedChange): boolean {
  return before?.clock !== after?.clock || before?.isTombstone !== after?.isTombstone;
}

function nameOf({ id, clock }: Pick<Known, 'id' | 'clock'>): string {
  return `${id} ${clock}`;
}
