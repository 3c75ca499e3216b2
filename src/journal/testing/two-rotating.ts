import { epochOf } from '../epochs/epoch-of.ts';
import { pullFrom, push } from './model-server.ts';
import { type Rotating, RotatingAccount } from './rotating.ts';

export const setBio = ({ journal }: Rotating, value: string) => journal.collection('profile').set('bio', value);
export const stateOf = async ({ journal }: Rotating) => (await journal.epochs()).state();

/** Two devices that have the same, and their account. */
export async function twoDevices() {
  const account = await RotatingAccount.open();
  const [mine, theirs] = [await account.device(), await account.device()];
  const { server } = account;
  await setBio(mine, 'Before');
  await push(mine.journal, server);
  await pullFrom(theirs.journal, server);
  const epochsAtServer = () => account.entries.map(epochOf);
  return { account, server, mine, theirs, epochsAtServer };
}
