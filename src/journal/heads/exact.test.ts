import { describe, expect, test } from 'vitest';
import { type JournalState, parseJournalState } from '../store/rows.ts';
import { answered, exactDigest, pageRead, recorded, startedAgain, withHistory } from './exact.ts';
import { pointsIn } from './points.ts';

const digest = new Uint8Array(16).fill(7);

/** A device that has read all of a server's changes up to this one. */
function caughtUpAt(cursor: number): JournalState {
  const state = withHistory(parseJournalState(undefined), { generation: 'generation-0-aaaaaaaaa', digest });
  return recorded(pageRead(state, cursor, false));
}

const sequencesOf = ({ history }: JournalState) => pointsIn(history.points).map(({ sequence }) => sequence);
const own = { isAllHere: true, hasNews: true, at: 0 };

describe('a digest is exact', () => {
  test('after a last page, and not after one with more to come', () => {
    expect(exactDigest(caughtUpAt(5))).toEqual(digest);
    expect(exactDigest(pageRead(caughtUpAt(5), 7, true))).toBeUndefined();
  });

  test('after own changes that follow what was read, in whatever order their answers come', () => {
    const ahead = answered(caughtUpAt(5), { from: 6, to: 7, ...own });
    expect(exactDigest(ahead)).toBeUndefined();
    const whole = answered(ahead, { from: 5, to: 6, ...own });
    expect(exactDigest(whole)).toEqual(digest);
    expect(sequencesOf(whole)).toEqual([5, 7]);
  });

  test('not while there is something of another device’s change in it that was not read', () => {
    const won = answered(caughtUpAt(5), { from: 8, to: 8, ...own });
    expect(exactDigest(won)).toBeUndefined();
    const later = answered(won, { from: 5, to: 6, ...own });
    expect(sequencesOf(later)).toEqual([5]);
    expect(exactDigest(pageRead(later, 7, false))).toBeUndefined();
    expect(exactDigest(pageRead(later, 8, false))).toEqual(digest);
  });

  test('not while something that the server took is not here', () => {
    const reverted = answered(caughtUpAt(5), { from: 5, to: 6, isAllHere: false, hasNews: false, at: 0 });
    expect(exactDigest(reverted)).toBeUndefined();
    expect(exactDigest(pageRead(reverted, 5, false))).toBeUndefined();
    expect(exactDigest(pageRead(reverted, 6, false))).toEqual(digest);
  });

  test('still after an answer that came again and changed nothing', () => {
    expect(exactDigest(answered(caughtUpAt(5), { from: 2, to: 3, isAllHere: true, hasNews: false, at: 0 }))).toEqual(
      digest,
    );
  });

  test('not while everything is being read again', () => {
    expect(exactDigest(withHistory(caughtUpAt(5), { isRereading: true }))).toBeUndefined();
    expect(exactDigest(startedAgain(caughtUpAt(5)))).toBeUndefined();
  });
});

test('[G53] an answer that is news of what was read already is one of an older state', () => {
  const { history, cursor } = answered(caughtUpAt(5), { from: 4, to: 6, ...own });
  expect([history.standing, cursor]).toEqual([{ kind: 'doubted', reason: 'set-back', at: 0 }, 0]);
  const early = pageRead(caughtUpAt(5), 7, true); // More is to be read: a page may end in the middle of a save.
  expect(answered(early, { from: 6, to: 8, ...own }).history.standing).toEqual({ kind: 'trusted' });
});

test('nothing is remembered of a server that is doubted, or that has not named its history', () => {
  const doubted = withHistory(caughtUpAt(5), { standing: { kind: 'doubted', reason: 'set-back', at: 0 } });
  expect(sequencesOf(recorded(pageRead(doubted, 6, false)))).toEqual([5]);
  expect(sequencesOf(recorded(pageRead(withHistory(caughtUpAt(5), { generation: null }), 6, false)))).toEqual([5]);
});

test('the last 64 are remembered', () => {
  let state = caughtUpAt(1);
  for (let cursor = 2; cursor <= 70; cursor += 1) state = recorded(pageRead(state, cursor, false));
  expect(sequencesOf(state)).toEqual(Array.from({ length: 64 }, (_, place) => place + 7));
});
