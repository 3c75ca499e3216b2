import { bytes, hex, integer, seeded } from './random.ts';

/** One key of a space: Ed448 keys are 57 bytes long, X448 keys 56. */
export type SampleKey = {
  readonly keyId: string;
  readonly address: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly spaceId: string;
};

export interface SampleSpace {
  readonly id: string;
  readonly name: string;
  readonly keys: readonly SampleKey[];
  readonly state: unknown;
}

const JOINED_KEYS = ['hub', 'config', 'inbox', 'signing'];
const CREATED_KEYS = [...JOINED_KEYS, 'owner', 'group', 'space'];

/** A space that the person joined: 4 keys of about 1.5 KB together, an encryption state of 34 to 63 KB. */
export function joinedSpace(id: string, name: string, seed: number): SampleSpace {
  const random = seeded(seed);
  const keys = keysOf(id, JOINED_KEYS, random);
  const peers = integer(random, 150, 277);
  const state = { state: hex(random, 512), template: hex(random, 256), peers: listOf(peers, () => bytes(random, 60)) };
  return { id, name, keys, state };
}

/** A space that the person made: 7 keys of about 2.6 KB, and a state of about 1,972 KB: 10,000 evaluations of 56 bytes. */
export function createdSpace(id: string, name: string, seed: number): SampleSpace {
  const random = seeded(seed);
  const keys = keysOf(id, CREATED_KEYS, random);
  const state = { state: hex(random, 512), template: hex(random, 256), evals: listOf(10_000, () => bytes(random, 56)) };
  return { id, name, keys, state };
}

function keysOf(spaceId: string, kinds: readonly string[], random: () => number): readonly SampleKey[] {
  return kinds.map((kind) => {
    const length = kind === 'inbox' ? 56 : 57;
    return {
      keyId: kind,
      address: hex(random, 20),
      publicKey: hex(random, length),
      privateKey: hex(random, length),
      spaceId,
    };
  });
}

function listOf<Item>(length: number, make: () => Item): Item[] {
  return Array.from({ length }, make);
}
