import { keptHere } from '../../account/index.ts';
import type { JournalContext } from '../context.ts';

/** Takes the keys that this device has by now, of another tab. It goes on editing as the device that it was opened as. */
export async function refresh(context: JournalContext): Promise<void> {
  const { account } = context;
  const kept = await (context.kept ?? keptHere).read();
  if (kept?.id !== account.id || kept.sealing.epoch < account.sealing.epoch) return;
  context.account = { ...kept, device: account.device };
}
