import { expect, test } from 'vitest';
import { revisionOf } from './worker-state.ts';

const url = (path: string) => `https://app.test/${path}`;

test.each([
  [['assets/a.js', 'index.html?__WB_REVISION__=one'], 'one'],
  [['index.html?__WB_REVISION__=one', 'index.html?__WB_REVISION__=two'], 'one'],
  [['offline.html?__WB_REVISION__=other', 'index.html?__WB_REVISION__=one'], 'one'],
  [['app/?__WB_REVISION__=one'], 'one'],
  [['assets/a.js'], undefined],
  [[], undefined],
] as const)("%#: the version is the revision of the app's first page that was precached first", (paths, revision) => {
  expect(revisionOf(paths.map(url))).toBe(revision);
});
