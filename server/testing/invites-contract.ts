import { describe, expect, it } from 'vitest';
import type { Store } from '../store/store.ts';
import { ALICE, BOB } from './samples.ts';
import { CAROL, inviteIdOf, SECRET } from './space-samples.ts';
import { found, inSpace, join } from './spaces-contract.ts';

/** The part of the store's contract that is about invites to spaces. */
export function invitesContract(name: string, openStore: () => Promise<Store>): void {
  async function withBoth(): Promise<Store> {
    const store = await openStore();
    await found(store);
    await join(store, BOB);
    return store;
  }

  describe(`${name}: invites`, () => {
    const invite = inviteIdOf(SECRET);

    it('are kept, replaced, counted and removed', async () => {
      const store = await withBoth();
      const seen = await inSpace(store, ALICE, async ({ invites }) => {
        await invites.put({ invite, expiresAt: 5, uses: 2 });
        const first = await invites.find(invite);
        await invites.put({ invite });
        const second = [await invites.find(invite), await invites.count()];
        await invites.remove(invite);
        return [first, ...second, await invites.find(invite), await invites.count()];
      });
      expect(seen).toEqual([{ invite, expiresAt: 5, uses: 2 }, { invite }, 1, undefined, 0]);
    });

    it('count each use, by an account once, also after they are replaced', async () => {
      const store = await withBoth();
      const seen = await inSpace(store, ALICE, async ({ invites }) => {
        await invites.put({ invite, uses: 2 });
        await invites.use(invite, BOB);
        const uses = (await invites.find(invite))?.uses;
        await invites.put({ invite });
        return [uses, await invites.isUsedBy(invite, BOB), await invites.isUsedBy(invite, CAROL)];
      });
      expect(seen).toEqual([1, true, false]);
      const failing = inSpace(store, ALICE, ({ invites }) => invites.use(invite, BOB));
      await expect(failing).rejects.toThrow();
    });

    it('know who has used them also after they were removed and put again, however that came', async () => {
      const store = await withBoth();
      const [expired, usedUp] = [inviteIdOf('expired'), inviteIdOf('used-up')];
      const seen = await inSpace(store, ALICE, async ({ invites }) => {
        await invites.put({ invite: expired, expiresAt: 5 });
        await invites.put({ invite: usedUp, uses: 1 });
        await invites.put({ invite });
        for (const one of [expired, usedUp, invite]) await invites.use(one, BOB);
        await invites.removeSpent(5);
        await invites.remove(invite);
        expect(await invites.count()).toBe(0);
        for (const one of [expired, usedUp, invite]) await invites.put({ invite: one });
        return await Promise.all([expired, usedUp, invite].map((one) => invites.isUsedBy(one, BOB)));
      });
      expect(seen).toEqual([true, true, true]);
    });

    it('go when they are expired or used up, and no others', async () => {
      const store = await withBoth();
      const [expired, usedUp] = [inviteIdOf('expired'), inviteIdOf('used-up')];
      const [good, endless] = [inviteIdOf('good'), inviteIdOf('endless')];
      const left = await inSpace(store, ALICE, async ({ invites }) => {
        await invites.put({ invite: expired, expiresAt: 5 });
        await invites.put({ invite: usedUp, uses: 1 });
        await invites.use(usedUp, BOB);
        await invites.put({ invite: good, expiresAt: 6, uses: 1 });
        await invites.put({ invite: endless });
        await invites.removeSpent(5);
        const found = await Promise.all([expired, usedUp, good, endless].map((one) => invites.find(one)));
        return found.map((one) => one !== undefined);
      });
      expect(left).toEqual([false, false, true, true]);
    });
  });
}
