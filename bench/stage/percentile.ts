/** The smallest number that so great a part of them (0 to 1) is not above. @throws RangeError when there is none. */
export function percentile(numbers: readonly number[], part: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
  if (found === undefined) throw new RangeError('No numbers have no percentile.');
  return found;
}
