import { CBOR, decodeEntriesPage, type EntriesPage, entriesPath } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';
import { noteTold } from '../epochs/epochs-state.ts';
import { refresh } from '../epochs/refresh.ts';
import { JournalError } from '../errors.ts';
import type { PullOptions, PullReport } from '../journal.ts';
import { adopt, OVERTAKEN, receive } from '../merge/adopt.ts';
import { readUpTo } from '../merge/own-changes.ts';
import { measureOffset } from './measure-offset.ts';

/** Pages of one pull at most: a server that goes on for ever is not believed. */
const MOST_PAGES = 10_000;

/**
 * Reads page after page, each adopted in one transaction with its cursor. A server whose newest change is older than what was
 * read from it has been set back: it is read again from its beginning, which merges, and loses nothing.
 * @throws JournalError `server-misbehaves`, `server-refused`; what came before that is kept.
 */
export async function pull(context: JournalContext, options: PullOptions): Promise<PullReport> {
  let report: PullReport = { adopted: 0, broken: 0 };
  let wasSetBack = false;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { cursor: since } = await context.store.state();
    const answer = await fetchPage(context, options, since);
    if (await isAhead(context, answer)) return report;
    if (answer.cursor < since) {
      if (wasSetBack) throw new JournalError('server-misbehaves', { since, cursor: answer.cursor });
      wasSetBack = true;
      await startAgain(context);
      continue;
    }
    if (answer.more && answer.cursor === since) throw new JournalError('server-misbehaves', { since, more: true });
    const taken = await takeIn(context, answer);
    report = { adopted: report.adopted + taken.adopted, broken: report.broken + taken.broken };
    if (answer.more) continue;
    context.announce({ collections: [], cause: 'caught-up' });
    return report;
  }
  throw new JournalError('server-misbehaves', { pages: MOST_PAGES });
}

/** Sealed under keys that this device has not got: it is read once the person has entered the new words. */
async function isAhead(context: JournalContext, { history }: EntriesPage): Promise<boolean> {
  if (history === undefined) return false;
  await noteTold(context, history.epoch);
  if (history.epoch > context.account.sealing.epoch) await refresh(context);
  return history.epoch > context.account.sealing.epoch;
}

async function fetchPage(context: JournalContext, options: PullOptions, since: number): Promise<EntriesPage> {
  const { fetch, origin, signal } = options;
  const url = new URL(`${entriesPath(context.account.id)}?since=${since}`, origin);
  const response = await fetch(
    new Request(url, { headers: { Accept: CBOR }, cache: 'no-store', signal: signal ?? null }),
  );
  if (!response.ok) throw new JournalError('server-refused', { status: response.status });
  await measureOffset(context, response.headers);
  const bytes = new Uint8Array(await response.arrayBuffer());
  try {
    return decodeEntriesPage(bytes);
  } catch (cause) {
    throw new JournalError('server-misbehaves', { since }, cause);
  }
}

async function takeIn(context: JournalContext, { entries, cursor }: EntriesPage): Promise<PullReport> {
  for (;;) {
    const arrivals = await receive(context, entries);
    const changed = await context.store.change((draft) => adopt(draft, arrivals, (state) => readUpTo(state, cursor)));
    if (changed === OVERTAKEN) continue;
    const report = { adopted: arrivals.good.length, broken: arrivals.broken.length };
    if (changed.length > 0 || report.broken > 0) context.announce({ collections: changed, cause: 'pulled' });
    return report;
  }
}

async function startAgain({ store }: JournalContext): Promise<void> {
  await store.change(async (draft) => draft.setState({ ...(await draft.state()), cursor: 0, own: [] }));
}
