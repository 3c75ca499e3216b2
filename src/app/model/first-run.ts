import { type CreatedAccount, createAccount, joinAccount } from 'backhaul/account';
import { openJournal } from 'backhaul/journal';
import { type SpaceIdOf, sampleAccount } from '../sample-account/sample-account.ts';
import { newSpaceId } from '../settings/space-id.ts';
import type { FirstRun, NewAccount } from './app-model.ts';
import { note, unnote } from './device-notes.ts';
import { fillSample } from './fill-sample.ts';
import { forgetUnfinished } from './forget-unfinished.ts';
import { oneSampleAtATime } from './one-sample-at-a-time.ts';
import { openModel } from './open-model.ts';

export function firstRun(joinLink: string | undefined): FirstRun {
  return {
    joinLink,
    startEmpty: async () => newAccount(await createAccount()),
    loadSample: (onProgress) => oneSampleAtATime(() => makeSample(onProgress)),
    join: async (phraseOrLink) => {
      const account = await joinAccount(phraseOrLink);
      note('account-unread');
      return await openModel(account);
    },
  };
}

async function makeSample(onProgress: (done: number, of: number) => void): Promise<NewAccount> {
  const created = await createAccount();
  note('sample-unfinished');
  const journal = openJournal({ account: created.account });
  try {
    await fillSample(journal, sampleAccount(1, newIds()), onProgress);
  } catch (cause) {
    await forgetUnfinished();
    throw cause;
  } finally {
    journal.close();
  }
  note('spaces-unmade');
  unnote('sample-unfinished');
  return newAccount(created);
}

/** The server knows each space once: the sample is the same for everybody, and its spaces are everybody's own. */
function newIds(): SpaceIdOf {
  const ids = new Map<number, string>();
  return (place) => {
    const id = ids.get(place) ?? newSpaceId();
    ids.set(place, id);
    return id;
  };
}

function newAccount({ account, phrase, link }: CreatedAccount): NewAccount {
  return { phrase, link: link(location.origin), open: () => openModel(account) };
}
