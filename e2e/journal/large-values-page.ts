/** Saves and reads a large value in an app's page, beside the app: as another tab of it would. */
import { readAccount } from '../../src/account/index.ts';
import { type Journal, openJournal } from '../../src/journal/index.ts';

export interface LargeValues {
  /** Saves an encryption state of 2 MB, of a space that the app does not know, without one of its 10,000 lists. */
  readonly save: (version: number, space?: string) => Promise<void>;
  /** What `save` has saved, if it is there whole. */
  readonly read: () => Promise<number | undefined>;
}

declare global {
  interface Window {
    largeValues: LargeValues;
  }
}

const SPACE = 'space:large';
const LISTS = 10_000;
const NUMBERS = 56;

/** Numbers that look random, the same in every browser (Park and Miller's generator). */
function evals(): number[][] {
  let seed = 1;
  const next = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % 256;
  };
  return Array.from({ length: LISTS }, () => Array.from({ length: NUMBERS }, next));
}

const stateOf = (version: number) => ({ version, evals: evals().toSpliced(version, 1) });

let journal: Promise<Journal> | undefined;
const opened = () => {
  journal ??= readAccount().then((account) => {
    if (account === undefined) throw new Error('There is no account.');
    return openJournal({ account });
  });
  return journal;
};

window.largeValues = {
  save: async (version, space = SPACE) => {
    await (await opened()).batch([{ collection: space, key: 'state', value: stateOf(version) }]);
  },
  read: async () => {
    const value = await (await opened()).collection(SPACE).get('state');
    const version = Object.entries(value ?? {}).find(([key]) => key === 'version')?.[1];
    return JSON.stringify(value) === JSON.stringify({ evals: stateOf(version).evals, version }) ? version : undefined;
  },
};
