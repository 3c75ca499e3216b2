import type { PassRecord, Sign } from '../../record/index.ts';
import type { Inspection } from '../inspection.ts';

type Speaking = Pick<Inspection, 'words' | 'format'>;

/** What one pass did and why, in one line. */
export function passWords(pass: PassRecord, { words, format }: Speaking): string {
  const signs = [...new Set(pass.signs.map((sign) => signWords(sign, words)))];
  return [
    pass.where === 'worker' ? words.inWorker : words.inPage,
    ...(signs.length === 0 ? [] : [words.wokenBy(signs.join(', '))]),
    summaryOf(pass, { words, format }),
    pass.end === undefined ? words.cutOff : words.took(format.count(pass.end.took)),
  ].join(' · ');
}

function summaryOf({ sent, delivered, failed, again }: PassRecord, { words, format }: Speaking): string {
  if (sent + delivered + failed + again === 0) return words.nothingToSend;
  return words.passSummary(format.count(sent), format.count(delivered), format.count(failed), format.count(again));
}

function signWords({ kind, isLastChance }: Sign, words: Inspection['words']): string {
  return isLastChance === true ? words.lastChance : words.signs[kind];
}
