import { renewKeys, resumeRotation, rotateKeys } from '../../account/index.ts';
import type { JournalContext } from '../context.ts';
import { JournalError } from '../errors.ts';
import type { Journal } from '../journal.ts';
import { epochsIn, noteTold } from './epochs-state.ts';
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
        context.announce({ collections: [], cause: 'keys' });
      }),
    superseded: async (epoch) => {
      const { told } = epochsIn(await context.store.state());
      await noteTold(context, Math.max(told, epoch + 1));
      await refresh(context);
      return context.account.sealing.epoch > epoch;
    },
    refresh: () => refresh(context),
    reseal: () => reseal(context),
  };
}

/** Everything was read that the server has, of which this device could open everything. */
async function caughtUp({ store, account }: JournalContext, pull: () => Promise<unknown>): Promise<number> {
  await pull();
  const state = await store.state();
  if (epochsIn(state).told > account.sealing.epoch) throw new JournalError('keys-changed');
  return state.cursor;
}

/** This device has changed the keys: it seals everything again, from now on. */
async function isChanged(context: JournalContext): Promise<void> {
  await begin(context, 0);
  context.announce({ collections: [], cause: 'keys' });
}

async function stateOf({ store, account }: JournalContext): Promise<EpochsState> {
  const { told, reached, resealing } = epochsIn(await store.state());
  const { epoch } = account.sealing;
  const isResealing = reached < epoch && resealing?.epoch === epoch;
  return {
    keys: told > epoch ? 'changed' : account.pending === undefined ? 'present' : 'changing',
    resealing: isResealing ? { done: resealing.done, total: resealing.total } : undefined,
  };
}
