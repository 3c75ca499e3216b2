import { CBOR, decodeEntriesPage, type EntriesPage, entriesPath, parseProblem } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import type { PullOptions } from '../journal.ts';
import { measureOffset } from './measure-offset.ts';

export interface Asked {
  readonly since: number;
  /** An entry that is to be told in any case. */
  readonly check: string | undefined;
  /** Up to which change tombstones had been pruned when reading began at the beginning. */
  readonly pruned: number;
}

/** The next page, or that tombstones were pruned which this device may not have. @throws JournalError */
export async function fetchPage(
  context: JournalContext,
  { fetch, origin, signal }: PullOptions,
  { since, check, pruned }: Asked,
): Promise<EntriesPage | 'cursor-pruned'> {
  const url = new URL(entriesPath(context.account.id), origin);
  url.searchParams.set('since', `${since}`);
  if (since > 0 && pruned > 0) url.searchParams.set('pruned', `${pruned}`);
  if (check !== undefined) url.searchParams.set('check', check);
  const response = await fetch(
    new Request(url, { headers: { Accept: CBOR }, cache: 'no-store', signal: signal ?? null }),
  );
  if (!response.ok) {
    const problem = parseProblem(await response.text());
    if (problem?.code === 'cursor-pruned' && since > 0) return 'cursor-pruned';
    throw new JournalError('server-refused', { status: response.status });
  }
  await measureOffset(context, response.headers);
  const bytes = new Uint8Array(await response.arrayBuffer());
  try {
    return decodeEntriesPage(bytes);
  } catch (cause) {
    throw new JournalError('server-misbehaves', { since }, cause);
  }
}
