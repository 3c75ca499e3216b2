import type { BrowserContext } from 'playwright/test';
import type { FaultyProxy } from './faulty-proxy.ts';

/** Has every page of the browser, and the app's worker, take the time to be so many milliseconds later than it is. */
export async function setClockOff(context: BrowserContext, gateway: FaultyProxy, milliseconds: number): Promise<void> {
  const shift = `(${shiftClock})(${milliseconds});`;
  await context.addInitScript({ content: shift });
  const worker = await (await fetch(`${gateway.url}/sw.js`)).text();
  const answer = { status: 200, headers: { 'Content-Type': 'text/javascript' }, body: `${shift}\n${worker}` };
  gateway.inject({ kind: 'answer', ...answer }, ({ path }) => path === '/sw.js', Number.POSITIVE_INFINITY);
}

/** Runs in the page and in the worker, before any script of their own. */
function shiftClock(milliseconds: number): void {
  const Right = Date;
  const now = () => Right.now() + milliseconds;
  globalThis.Date = new Proxy(Right, {
    construct: (_, given) => Reflect.construct(Right, given.length === 0 ? [now()] : given),
    get: (_, name) => (name === 'now' ? now : Reflect.get(Right, name)),
  });
}
