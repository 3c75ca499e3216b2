import type { JournalContext } from '../context.ts';
import type { JournalState } from '../store/rows.ts';

type Known = NonNullable<JournalState['epochs']>;

/** Of an account whose keys were never changed. */
const FIRST: Known = { told: 1, reached: 1 };

export function epochsIn({ epochs = FIRST }: JournalState): Known {
  return epochs;
}

/** The account's keys at the server are those that this device has, of this epoch. */
export function withChecked(state: JournalState, epoch: number): JournalState {
  const { isForked, heard, ...known } = epochsIn(state);
  return { ...state, epochs: { ...known, told: epoch, ...(heard !== undefined && { heard, checked: heard }) } };
}

/**
 * Whether the server is to be asked which keys it knows: it has been restored, perhaps from before they were changed. A device that
 * has only ever heard of one history got its keys from there.
 */
export function isUnchecked({ heard, checked, told }: Known, epoch: number): boolean {
  return epoch > 1 && ((checked !== undefined && heard !== checked) || told < epoch);
}

/** Something has come that is sealed under keys of this epoch of the past, where everything was already looked at; or nothing has. */
export function withOld(state: JournalState, epoch: number | undefined): JournalState {
  if (epoch === undefined) return state;
  const { resealing, ...known } = epochsIn(state);
  const again = resealing && { resealing: { ...resealing, after: '', done: 0 } };
  return { ...state, epochs: { ...known, reached: Math.min(known.reached, epoch), ...again } };
}

/** What the server says of the account's epoch, and in which history, if it says that. */
export interface Told {
  readonly epoch: number;
  readonly generation?: string;
}

/** Remembers what the server says, and tells everybody when it is news. */
export async function noteTold({ store, announce }: JournalContext, { epoch, generation }: Told): Promise<void> {
  const before = epochsIn(await store.state());
  if (before.told === epoch && (generation === undefined || before.heard === generation)) return;
  await store.change(async (draft) => {
    const state = await draft.state();
    const { heard = generation, checked = heard, ...known } = epochsIn(state);
    const next = { ...known, told: epoch, heard: generation ?? heard, checked };
    draft.setState({ ...state, epochs: next });
  });
  if (before.told !== epoch || before.heard !== undefined) announce({ collections: [], cause: 'keys' });
}
