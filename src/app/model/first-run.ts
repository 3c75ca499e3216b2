import {
  type Account,
  adoptAccount,
  type CreatedAccount,
  draftAccount,
  headOfLink,
  type PairingHead,
} from 'backhaul/account';
import { openJournal, removeJournal } from 'backhaul/journal';
import { holdAccount } from '../devices/account-hold.ts';
import { type SpaceIdOf, sampleAccount } from '../sample-account/sample-account.ts';
import { newSpaceId } from '../settings/space-id.ts';
import { accountBehind } from './account-standing.ts';
import type { AppModel, FirstRun, NewAccount } from './app-model.ts';
import { note } from './device-notes.ts';
import { beginDraft, removeAbandonedDrafts } from './drafts.ts';
import { fillSample } from './fill-sample.ts';
import { openModel } from './open-model.ts';

/** An account is kept on this device once its phrase is confirmed: none may be here, or at the server, of which nobody has it. */
export async function openFirstRun(joinLink: string | undefined): Promise<FirstRun> {
  await removeAbandonedDrafts();
  return {
    joinLink,
    startEmpty: async () => {
      const created = await draftAccount();
      return newAccount(created, () => openKept(created.account));
    },
    loadSample: makeSample,
    find: async (phraseOrLink) => {
      const { account, standing } = await accountBehind(phraseOrLink);
      return { standing, join: () => join(account, headOfLink(phraseOrLink)) };
    },
  };
}

/** `head` is what another device has found at the server. */
async function join(account: Account, head: PairingHead | undefined): Promise<AppModel> {
  if (head !== undefined) await expectOfServer(account, head);
  return await openKept(account, () => note('account-unread'));
}

/** Before the account is kept: as soon as it is, anybody here may read from the server. */
async function expectOfServer(account: Account, head: PairingHead): Promise<void> {
  const journal = openJournal({ account });
  try {
    await journal.expectHead(head);
  } finally {
    journal.close();
  }
}

/** Keeps the account, and opens it; `onKept` notes what is still to be done with it. */
async function openKept(account: Account, onKept: () => void = () => undefined): Promise<AppModel> {
  const letGo = await holdAccount();
  try {
    const kept = await adoptAccount(account);
    onKept();
    return await openModel(kept, letGo);
  } catch (cause) {
    letGo();
    throw cause;
  }
}

async function makeSample(onProgress: (done: number, of: number) => void): Promise<NewAccount> {
  const created = await draftAccount();
  const { account } = created;
  const endDraft = await beginDraft(account.id);
  const journal = openJournal({ account });
  try {
    await fillSample(journal, sampleAccount(1, newIds()), onProgress);
  } catch (cause) {
    await removeJournal(account.id);
    endDraft();
    throw cause;
  } finally {
    journal.close();
  }
  return newAccount(created, async () => {
    const model = await openKept(account, () => note('spaces-unmade'));
    endDraft();
    return model;
  });
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

function newAccount({ phrase, link }: CreatedAccount, open: () => Promise<AppModel>): NewAccount {
  return { phrase, link: link(location.origin), open };
}
