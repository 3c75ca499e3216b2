import type { Journal } from 'backhaul/journal';
import type { SaveChanges } from '../model/save-changes.ts';
import { DEVICES } from '../settings/names.ts';

/** Says to the account's other devices what this one is called, once. */
export async function nameThisDevice(
  journal: Pick<Journal, 'collection' | 'device'>,
  save: SaveChanges,
): Promise<void> {
  if ((await journal.collection(DEVICES).get(journal.device)) !== undefined) return;
  const [{ deviceChange }, { deviceName }] = await Promise.all([
    import('./device-entries.ts'),
    import('./device-name.ts'),
  ]);
  await save([deviceChange(journal.device, deviceName(navigator.userAgent))]);
}
