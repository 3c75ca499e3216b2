import { compareEntries, type EntriesPage } from '../../protocol/index.ts';
import { sweepChunks } from '../chunks/sweep-chunks.ts';
import type { JournalContext } from '../context.ts';
import { epochsIn, isUnchecked, noteTold } from '../epochs/epochs-state.ts';
import { refresh } from '../epochs/refresh.ts';
import { JournalError } from '../errors.ts';
import { count } from '../heads/count.ts';
import { checkedEntry, doubtInPage } from '../heads/doubt-in-page.ts';
import { doubted, pageRead, startedAgain, withHistory } from '../heads/exact.ts';
import type { DoubtReason } from '../heads/history-state.ts';
import { settle } from '../heads/settle.ts';
import type { PullOptions, PullReport } from '../journal.ts';
import { type Arrivals, adopt, OVERTAKEN } from '../merge/adopt.ts';
import { believed } from '../reread/fate.ts';
import { beginRereading, endRereading } from '../reread/reread.ts';
import { sweep } from '../reread/sweep.ts';
import type { EntryRow, JournalState } from '../store/rows.ts';
import { fetchPage } from './fetch-page.ts';
import { receiveWhole } from './receive-whole.ts';
import { tryAgain } from './try-again.ts';

/** Pages of one pull at most: a server that goes on for ever is not believed. */
const MOST_PAGES = 10_000;

/**
 * Reads page after page, each adopted in one transaction with its cursor. A server that has been set back, or shows another
 * history, is doubted and read again from its beginning, which merges, and loses nothing.
 * @throws JournalError `server-misbehaves`, `server-refused`; what came before that is kept.
 */
export async function pull(context: JournalContext, options: PullOptions): Promise<PullReport> {
  let report: PullReport = { adopted: 0, broken: 0 };
  let wasSetBack = false;
  await tryAgain(context, options);
  let checked: EntryRow | undefined;
  let round: number | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const state = await context.store.state();
    const { cursor: since } = state;
    if (round !== state.history.round) {
      ({ round } = state.history); // What was known of the server may be known no more.
      checked = await checkedEntry(context);
    }
    const answer = await fetchPage(context, options, {
      since,
      check: checked?.id,
      pruned: state.history.prunedCursor,
    });
    if (answer === 'cursor-pruned') {
      await beginRereading(context);
      continue;
    }
    if (await isAhead(context, answer)) return report;
    await count(context);
    const doubt = doubtInPage(state, answer, checked);
    if (answer.cursor < since || isReadAnew(state, doubt)) {
      if (wasSetBack) throw new JournalError('server-misbehaves', { since, cursor: answer.cursor });
      wasSetBack = true;
      await startAgain(context, answer, doubt, state.history.round);
      continue;
    }
    if (answer.more && answer.cursor === since) throw new JournalError('server-misbehaves', { since, more: true });
    const taken = await takeIn(context, options, answer, doubt, state.history.round);
    if (taken === STARTED_AGAIN) continue;
    report = { adopted: report.adopted + taken.adopted, broken: report.broken + taken.broken };
    if (answer.more) continue;
    await finish(context, answer);
    return report;
  }
  throw new JournalError('server-misbehaves', { pages: MOST_PAGES });
}

/** Sealed under keys that this device has not got, or may not have: it is read once the person has entered the new words. */
async function isAhead(context: JournalContext, { history }: EntriesPage): Promise<boolean> {
  if (history === undefined) return false;
  await noteTold(context, history);
  if (history.epoch > context.account.sealing.epoch) await refresh(context);
  const { epoch } = context.account.sealing;
  const known = epochsIn(await context.store.state());
  return history.epoch > epoch || known.isForked === true || (history.epoch === epoch && isUnchecked(known, epoch));
}

/** Whose numbers of changes may mean others than those that were read: what has come since then is behind them. */
function isReadAnew({ history }: JournalState, doubt: DoubtReason | undefined): boolean {
  return (
    doubt === 'other-history' || (doubt !== undefined && doubt !== 'silent' && history.standing.kind === 'trusted')
  );
}

/** Somebody has had everything read from the beginning since this page was asked for. */
const STARTED_AGAIN = 'started-again';

async function takeIn(
  context: JournalContext,
  options: PullOptions,
  { entries, cursor, more, history }: EntriesPage,
  doubt: DoubtReason | undefined,
  round: number,
): Promise<PullReport | typeof STARTED_AGAIN> {
  const next = (state: JournalState) => {
    const generation = state.history.generation ?? history?.generation ?? null;
    const prunedCursor = state.cursor === 0 ? (history?.prunedCursor ?? 0) : state.history.prunedCursor;
    return pageRead(suspected(context, withHistory(state, { generation, prunedCursor }), doubt), cursor, more);
  };
  for (;;) {
    const arrivals = await receiveWhole(context, options, entries);
    const changed = await context.store.change(async (draft) => {
      if ((await draft.state()).history.round !== round) return STARTED_AGAIN;
      return await adopt(draft, arrivals, { changes: [], fingerprints: new Map(), next });
    });
    if (changed === OVERTAKEN) continue;
    if (changed === STARTED_AGAIN) return STARTED_AGAIN;
    const report = { adopted: arrivals.good.filter(isNew).length, broken: arrivals.broken.length };
    if (changed.length > 0 || report.broken > 0) context.announce({ collections: changed, cause: 'pulled' });
    return report;
  }
}

/** What is told only to be checked is no news. */
function isNew({ entry, seen }: Arrivals['good'][number]): boolean {
  return seen?.state !== 'clean' || compareEntries(entry, seen) !== 0;
}

function suspected({ environment }: JournalContext, state: JournalState, doubt: DoubtReason | undefined): JournalState {
  return doubt === undefined ? state : doubted(state, doubt, environment.now());
}

async function startAgain(
  context: JournalContext,
  { history }: EntriesPage,
  doubt: DoubtReason | undefined,
  round: number,
): Promise<void> {
  await context.store.change(async (draft) => {
    const state = await draft.state();
    if (state.history.round !== round) return;
    const generation = history?.generation ?? state.history.generation;
    draft.setState(startedAgain(suspected(context, state, doubt), { generation }));
  });
  context.announce({ collections: [], cause: 'settings' });
}

async function finish(context: JournalContext, { history }: EntriesPage): Promise<void> {
  const { history: known, offset } = await context.store.state();
  const prunedClock = believed(history?.prunedClock ?? null, context.environment.now() + offset);
  if (known.isRereading) await endRereading(context, prunedClock);
  await settle(context);
  await sweep(context, prunedClock);
  await sweepChunks(context);
  context.announce({ collections: [], cause: 'caught-up' });
}
