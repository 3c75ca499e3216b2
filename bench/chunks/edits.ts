/** A space's encryption state as the chat app has it: 10,000 lists of 56 bytes, which take part in nothing else here. */
export interface State {
  readonly counter: number;
  readonly template: string;
  readonly evals: readonly (readonly number[])[];
}

const LISTS = 10_000;
const LENGTH = 56;

/** About 2 MB of JSON. */
export function newState(): State {
  return { counter: 0, template: 'template', evals: Array.from({ length: LISTS }, newList) };
}

function newList(): readonly number[] {
  return [...crypto.getRandomValues(new Uint8Array(LENGTH))];
}

/** One list removed near the start, and a counter changed. */
export function smallChange({ counter, evals, ...state }: State): State {
  return { ...state, counter: counter + 1, evals: evals.toSpliced(near(evals, 0.05), 1) };
}

/** A list removed, added, or changed in one place, anywhere; and a counter changed. */
export function randomEdit({ counter, evals, ...state }: State): State {
  const at = near(evals, 1);
  const edits = [
    () => evals.toSpliced(at, 1),
    () => evals.toSpliced(at, 0, newList()),
    () => evals.with(at, (evals[at] ?? []).with(at % LENGTH, at % 256)),
  ];
  return { ...state, counter: counter + 1, evals: edits[at % edits.length]?.() ?? evals };
}

/** A place in so great a part of the list, from its beginning on. */
function near(evals: State['evals'], part: number): number {
  return Math.floor(Math.random() * part * evals.length);
}
