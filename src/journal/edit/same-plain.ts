import type { Plain } from '../seal/plain.ts';
import { large } from './large.ts';
import { sameBytes } from './same-bytes.ts';

/** Whether both are the same to an app. A whole is as good as its chunks. */
export async function isSamePlain(a: Plain, b: Plain): Promise<boolean> {
  if (a.isTombstone !== b.isTombstone || a.codec !== b.codec) return false;
  const [one, other] = [a.content, b.content];
  if (one instanceof Uint8Array && other instanceof Uint8Array) return sameBytes(one, other);
  return await (await large()).isSameContent(one, other);
}
