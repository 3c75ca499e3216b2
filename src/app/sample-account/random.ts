/** Numbers in [0, 1) that are the same for the same seed. After "mulberry32" by Tommy Ettinger. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function integer(random: () => number, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function bytes(random: () => number, length: number): number[] {
  return Array.from({ length }, () => integer(random, 0, 255));
}

export function hex(random: () => number, length: number): string {
  return bytes(random, length)
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
