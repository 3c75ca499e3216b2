/** Bytes that look random, the same at every run for the same seed (Park and Miller's generator): where they are cut is known. */
export function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return state % 251;
  });
}
