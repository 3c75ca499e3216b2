import type { Change } from '../../src/journal/index.ts';

/** How many keys a space has, and how many bytes its encryption state. */
export interface SpaceSize {
  readonly keys: number;
  readonly state: number;
}

/** A joined space as the chat app has it (FACTS: 4 keys of about 1.5 KB of JSON together, a state of 34 to 63 KB). */
export const JOINED: SpaceSize = { keys: 4, state: 48_000 };
/** The smallest that was measured there: 5,000 of the others would be 250 MB. */
export const SMALL: SpaceSize = { keys: 4, state: 12_000 };

const HEX = '0123456789abcdef';

/** What a new space writes. The first one of the changes is a key. */
export function spaceChanges(place: number, { keys, state }: SpaceSize): readonly Change[] {
  const collection = `space:${place}`;
  const made = Array.from(
    { length: keys },
    (_, key): Change => ({ collection, key: `key:${key}`, value: newKey(place) }),
  );
  const rest: readonly Change[] = [
    { collection, key: 'current-key', value: '0' },
    { collection, key: 'state', value: stateBytes(state) },
    { collection: 'navigation', key: collection, value: { name: `Space ${place}`, order: place } },
  ];
  return [...made, ...rest];
}

function newKey(space: number) {
  const spaceId = String(space);
  return { keyId: '0', address: hex(20), publicKey: hex(57), privateKey: hex(57), spaceId };
}

/** JSON of lists of random bytes, as such states are: it deflates to about a third. */
export function stateBytes(length: number): Uint8Array<ArrayBuffer> {
  const numbers = new Uint8Array(Math.ceil(length / 3));
  for (let at = 0; at < numbers.length; at += 65_536) crypto.getRandomValues(numbers.subarray(at, at + 65_536));
  return new TextEncoder().encode(JSON.stringify([...numbers]).slice(0, length));
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => `${HEX[byte >> 4]}${HEX[byte & 15]}`).join(
    '',
  );
}
