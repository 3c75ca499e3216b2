import { sameBytes } from '../edit/same-bytes.ts';
import type { Plain } from '../seal/plain.ts';

type Content = Plain['content'];

/** Whether both are the same bytes, in chunks or not. */
export async function isSameContent(a: Content, b: Content): Promise<boolean> {
  return a.length === b.length && sameBytes(await hashOf(a), await hashOf(b));
}

/** The SHA-256 of a content, wherever it is. */
export async function hashOf(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  return content instanceof Uint8Array ? new Uint8Array(await crypto.subtle.digest('SHA-256', content)) : content.hash;
}
