import { median, toThreeDigits } from '../stage/statistics.ts';

/** The rates of every heat, by contestant and round trip, as `stock.rtt50`. */
export type Rates = ReadonlyMap<string, readonly number[]>;

/** Which rate over which; a contestant that did not take part has none. */
const RATIOS = {
  'drain.batched.rtt50.ratio': ['batched.rtt50', 'stock.rtt50'],
  'drain.batched.rtt50.overRxdb': ['batched.rtt50', 'rxdb.rtt50'],
  'drain.lanes20.rtt50.ratio': ['lanes20.rtt50', 'stock.rtt50'],
  'drain.lanes1.rtt0.ratio': ['lanes1.rtt0', 'stock.rtt0'],
} as const;

export function drainFigures(rates: Rates): Record<string, number> {
  const medians = new Map([...rates].map(([name, heats]) => [name, median(heats)]));
  const figures = [...medians].map(([name, rate]) => [`drain.${name}.perSecond`, toThreeDigits(rate)] as const);
  const ratios = Object.entries(RATIOS).flatMap(([name, [ours, theirs]]) => {
    const [above, below] = [medians.get(ours), medians.get(theirs)];
    return above === undefined || below === undefined ? [] : [[name, toThreeDigits(above / below)] as const];
  });
  return Object.fromEntries([...figures, ...ratios]);
}
