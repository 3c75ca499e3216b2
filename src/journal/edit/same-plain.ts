import type { Plain } from '../seal/plain.ts';
import { sameBytes } from './same-bytes.ts';

/** Whether both are the same to an app. A whole is as good as its chunks. */
export async function isSamePlain(a: Plain, b: Plain): Promise<boolean> {
  return a.isTombstone === b.isTombstone && a.codec === b.codec && (await isSameContent(a.content, b.content));
}

type Content = Plain['content'];

async function isSameContent(a: Content, b: Content): Promise<boolean> {
  if (a instanceof Uint8Array && b instanceof Uint8Array) return sameBytes(a, b);
  return a.length === b.length && sameBytes(await hashOf(a), await hashOf(b));
}

/** The SHA-256 of a content, wherever it is. */
export async function hashOf(content: Content): Promise<Uint8Array<ArrayBuffer>> {
  return content instanceof Uint8Array ? new Uint8Array(await crypto.subtle.digest('SHA-256', content)) : content.hash;
}
