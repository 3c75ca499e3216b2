import { CLOCK_AHEAD_LIMIT } from '../../protocol/index.ts';
import type { JournalContext } from '../context.ts';

/**
 * Once a clock had to be corrected, every answer of the server's measures again: a device whose clock was set right must not
 * go on stamping by the old error. The `Date` header counts seconds, which is enough for that.
 */
export async function measureOffset({ store, environment }: JournalContext, headers: Headers): Promise<void> {
  const { offset } = await store.state();
  const serverNow = Date.parse(headers.get('Date') ?? '');
  if (offset === 0 || Number.isNaN(serverNow)) return;
  const measured = Math.min(0, serverNow - environment.now());
  const next = Math.abs(measured) < CLOCK_AHEAD_LIMIT ? 0 : measured;
  await store.change(async (draft) => draft.setState({ ...(await draft.state()), offset: next }));
}
