import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { type Place, ServerProcess } from '../../e2e/endurance/server-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export function startServer(place: Place): Promise<ServerProcess> {
  return ServerProcess.start([`${root}dist/server/backhaul.js`], place);
}

export function startBareHandler(): Promise<ServerProcess> {
  return ServerProcess.run([`${root}bench/server/bare.mjs`]);
}

/** Transactions per second of the save alone, in a process of its own. */
export async function runFloor(place: Place, seconds: number, concurrency: number): Promise<number> {
  const script = [`${root}bench/server/floor.mjs`, place, String(seconds), String(concurrency)];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error('The floor failed; what it said stands above.');
  return v.parse(v.object({ perSecond: v.number() }), JSON.parse(said)).perSecond;
}
