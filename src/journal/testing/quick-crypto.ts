import { atOnce } from './crypto-at-once.ts';
import { remembering } from './remembered-keys.ts';

/**
 * Node's WebCrypto hands each call to another thread, which takes longer than the work where entries are small, and an Ed25519
 * key takes half a millisecond to read. This has the same work done by the same OpenSSL, but at once, and each key read once.
 * What it does not know, or what fails, is WebCrypto's own. A part of the runs goes without it.
 */
export function installQuickCrypto(): () => void {
  const { subtle } = crypto;
  const quick = { ...atOnce(subtle), ...remembering(subtle) };
  Object.assign(subtle, quick);
  return () => {
    for (const name of Object.keys(quick)) Reflect.deleteProperty(subtle, name);
  };
}
