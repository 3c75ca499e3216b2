/** The middle one, or the mean of the two in the middle. @throws RangeError when there is none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  if (low === undefined || high === undefined) throw new RangeError('No numbers have no median.');
  return (low + high) / 2;
}

/** As many digits as such a measurement bears. */
export function toThreeDigits(number: number): number {
  return Number(number.toPrecision(3));
}
