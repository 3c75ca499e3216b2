import type { Account } from '../../account/index.ts';
import type { Entry } from '../../protocol/index.ts';
import type { BrokenReason } from '../journal.ts';
import { openEntry } from '../seal/open-entry.ts';
import type { Plain } from '../seal/plain.ts';
import { SealError } from '../seal/seal-error.ts';
import type { Version } from '../store/rows.ts';

export type Opened =
  | { readonly kind: 'opened'; readonly plain: Plain }
  | { readonly kind: 'broken'; readonly reason: BrokenReason };

/** Opens what may have been tampered with: one that cannot be opened must not keep others from being read. */
export async function opened(account: Account, entry: Entry): Promise<Opened> {
  try {
    return { kind: 'opened', plain: await openEntry(account, entry) };
  } catch (cause) {
    if (cause instanceof SealError) return { kind: 'broken', reason: cause.reason };
    throw cause;
  }
}

export async function openedOrNothing(
  account: Account,
  row: Version & { readonly id: string },
): Promise<Plain | undefined> {
  const outcome = await opened(account, row);
  return outcome.kind === 'opened' ? outcome.plain : undefined;
}
