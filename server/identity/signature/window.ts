import type { SignatureParameters } from 'http-message-sig';
import { SIGNATURE_AHEAD_LIMIT, SIGNATURE_LIFETIME } from '../../../src/protocol/index.ts';
import { malformed, stale } from './refusals.ts';

/**
 * Holds a signature to its time. All are seconds since 1970.
 * @throws Refusal `signature-stale`, or `signature-malformed` for a time that is none, or too long.
 */
export function checkWindow({ created, expires }: SignatureParameters, now: number): void {
  if (created === undefined || expires === undefined)
    throw malformed('It says when it was created, and when it expires.');
  if (expires < created || expires - created > SIGNATURE_LIFETIME) {
    throw malformed(`It expires at most ${SIGNATURE_LIFETIME} seconds after it was created.`);
  }
  if (created > now + SIGNATURE_AHEAD_LIMIT || expires < now) throw stale(now);
}
