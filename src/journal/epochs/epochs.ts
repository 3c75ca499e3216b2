import { raiseEpoch, renewKeys, resumeRotation, rotateKeys } from '../../account/index.ts';
import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { epochsIn, isUnchecked, noteTold, withChecked, withOld } from './epochs-state.ts';
import type { EpochsState, JournalEpochs, RotationOptions } from './journal-epochs.ts';
import { refresh } from './refresh.ts';
import { begin, reseal } from './reseal.ts';

/** One at a time over all tabs: a rotation, or taking the keys of another device's. */
function alone<Result>({ account, environment }: JournalContext, work: () => Promise<Result>): Promise<Result> {
  return environment.exclusively(`backhaul-keys:${account.id}`, work);
}

export function epochsOf(context: JournalContext, pull: Journal['pull']): JournalEpochs {
  const waysOf = ({ read, ...server }: RotationOptions) => ({
    ...server,
    ...(context.kept && { kept: context.kept }),
    catchUp: () => caughtUp(context, () => pull({ fetch: read, origin: server.origin })),
  });
  return {
    state: () => stateOf(context),
    rotate: (prepared, options) =>
      alone(context, async () => {
        await rotateKeys(prepared, waysOf(options)).finally(() => refresh(context));
        await isChanged(context);
      }),
    resume: (options) =>
      alone(context, async () => {
        const resumed = await resumeRotation(waysOf(options)).finally(() => refresh(context));
        if (resumed !== undefined) await isChanged(context);
        return resumed !== undefined;
      }),
    take: (phraseOrLink, server) =>
      alone(context, async () => {
        await renewKeys(phraseOrLink, server, context.kept);
        await refresh(context);
        await isTaken(context);
      }),
    hear: (epoch) => noteTold(context, { epoch }),
    superseded: async (epoch) => {
      const { told } = epochsIn(await context.store.state());
      await noteTold(context, { epoch: Math.max(told, epoch + 1) });
      await refresh(context);
      return context.account.sealing.epoch > epoch;
    },
    check: (options) =>
      alone(context, async () => {
        await refresh(context);
        const { epoch } = context.account.sealing;
        if (!isUnchecked(epochsIn(await context.store.state()), epoch)) return;
        const isKnown = await raiseEpoch(context.account, waysOf(options));
        await context.store.change(async (draft) => {
          const state = withChecked(await draft.state(), epoch);
          draft.setState(isKnown ? state : { ...state, epochs: { ...epochsIn(state), isForked: true } });
        });
        context.announce({ collections: [], cause: 'keys' });
      }),
    refresh: () => refresh(context),
    reseal: () => reseal(context),
  };
}

/** Everything was read that the server has, of which this device could open everything. */
async function caughtUp({ store, account }: JournalContext, pull: () => Promise<unknown>): Promise<number> {
  await pull();
  const state = await store.state();
  const { told, isForked } = epochsIn(state);
  if (told > account.sealing.epoch || isForked === true) throw new JournalError('keys-changed');
  return state.cursor;
}

/** This device has changed the keys: it seals everything again, from now on. */
async function isChanged(context: JournalContext): Promise<void> {
  await begin(context, 0);
  await isTaken(context);
}

/** The server has told this device's keys, just now. Those of its epochs that turned out to be others are sealed again at once. */
async function isTaken(context: JournalContext): Promise<void> {
  const { account, store } = context;
  if (account.sealing.replaced !== undefined) await begin(context, 0);
  await store.change(async (draft) => {
    const state = withChecked(await draft.state(), account.sealing.epoch);
    draft.setState(account.sealing.replaced === undefined ? state : withOld(state, account.sealing.epoch - 1));
  });
  context.announce({ collections: [], cause: 'keys' });
}

async function stateOf({ store, account }: JournalContext): Promise<EpochsState> {
  const known = epochsIn(await store.state());
  const { reached, resealing } = known;
  const { epoch } = account.sealing;
  const isChanged = known.told > epoch || known.isForked === true;
  const isDoubtful = isUnchecked(known, epoch);
  const isResealing = reached < epoch && resealing?.epoch === epoch;
  return {
    keys: isChanged ? 'changed' : account.pending === undefined && !isDoubtful ? 'present' : 'changing',
    sends: !isChanged && !isDoubtful,
    resealing: isResealing ? { done: resealing.done, total: resealing.total } : undefined,
  };
}
