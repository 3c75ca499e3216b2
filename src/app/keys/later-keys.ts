import type { Keys } from './keys.ts';
import type { KeysOptions } from './open-keys.ts';

/** The keys of the account, loaded when somebody asks for them: they bring the list of words with them. */
export function laterKeys(options: KeysOptions): Keys {
  const load = async () => (await import('./open-keys.ts')).openKeys(options);
  return {
    prepare: async (phraseOrLink) => (await load()).prepare(phraseOrLink),
    take: async (phraseOrLink) => (await load()).take(phraseOrLink),
    pairingLink: async (phraseOrLink) => (await load()).pairingLink(phraseOrLink),
  };
}
