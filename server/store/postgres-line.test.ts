import { expect, it, onTestFinished } from 'vitest';
import { cutLine } from '../testing/cut-line.ts';
import { emptyDatabase } from '../testing/postgres.ts';
import { clientConfig, TIMEOUTS } from './postgres.ts';
import { type Line, openLine } from './postgres-line.ts';

/** A line whose heartbeat and patience are short. */
async function open(url: string) {
  const heard: string[] = [];
  const config = clientConfig({ url, timeouts: { ...TIMEOUTS, statement: 100 } });
  const onMessage = (message: string) => heard.push(message);
  const line: Line = await openLine({ config, channel: 'test "of" lines', heartbeat: 20, onMessage });
  onTestFinished(() => line.close());
  return { line, heard };
}

it('tells the others what it is told, and not itself', async () => {
  const url = await emptyDatabase();
  const [one, other] = [await open(url), await open(url)];
  await one.line.send(['a', 'b']);
  await other.line.send(['c']);
  await expect.poll(() => [one.heard, other.heard]).toEqual([['c'], ['a', 'b']]);
});

it('is lost when the other end has gone without a word', async () => {
  const way = await cutLine(await emptyDatabase());
  const { line } = await open(way.url);
  way.set('silent');
  await expect(line.lost).resolves.toBeUndefined();
  await expect(line.send(['a'])).rejects.toThrow();
});
