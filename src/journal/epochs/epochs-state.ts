import type { JournalContext } from '../context.ts';
import type { JournalState } from '../store/rows.ts';

type Known = NonNullable<JournalState['epochs']>;

/** Of an account whose keys were never changed. */
const FIRST: Known = { told: 1, reached: 1 };

export function epochsIn({ epochs = FIRST }: JournalState): Known {
  return epochs;
}

/** The server seals under this epoch, as far as it says. */
export function withTold(state: JournalState, told: number): JournalState {
  return { ...state, epochs: { ...epochsIn(state), told } };
}

/** Something has come that is sealed under keys of this epoch of the past, where everything was already looked at; or nothing has. */
export function withOld(state: JournalState, epoch: number | undefined): JournalState {
  if (epoch === undefined) return state;
  const { told, reached, resealing } = epochsIn(state);
  const again = resealing && { resealing: { ...resealing, after: '', done: 0 } };
  return { ...state, epochs: { told, reached: Math.min(reached, epoch), ...again } };
}

/** Remembers what the server says of the account's epoch, and tells everybody when it is news. */
export async function noteTold({ store, announce }: JournalContext, told: number): Promise<void> {
  if (epochsIn(await store.state()).told === told) return;
  await store.change(async (draft) => draft.setState(withTold(await draft.state(), told)));
  announce({ collections: [], cause: 'keys' });
}
