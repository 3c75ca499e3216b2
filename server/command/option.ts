import * as v from 'valibot';

/** One thing that a command can be told: by a flag, by an environment variable, or not at all. */
export interface Option<Value> {
  readonly flag: string;
  readonly variable: string;
  /** What stands for the value in the help. */
  readonly placeholder: string;
  readonly help: string;
  /** What the help says of the value that is taken when none is given. */
  readonly otherwise: string;
  /** Whether it may be given more than once. */
  readonly isList?: boolean;
  /** Takes what was given; nothing where nothing was. */
  readonly schema: v.GenericSchema<string | undefined, Value>;
}

/** `subject` is what a sentence about it calls it. */
interface Told {
  readonly flag: string;
  readonly variable: string;
  readonly placeholder: string;
  readonly subject: string;
  readonly help: string;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
  /** What one of these is of what the program counts in: 1,000 for seconds that become milliseconds. */
  readonly unit?: number;
}

export function wholeNumber(told: Told, { otherwise, ...range }: Range): Option<number> {
  return { ...told, otherwise: String(otherwise), schema: v.optional(numberIn(told, range), String(otherwise)) };
}

export function wholeNumberOrNone(told: Told, range: Omit<Range, 'otherwise'>): Option<number | undefined> {
  return { ...told, otherwise: 'none', schema: v.optional(numberIn(told, range)) };
}

function numberIn(told: Told, { from, to, unit = 1 }: Omit<Range, 'otherwise'>) {
  const message = ({ input }: v.BaseIssue<unknown>) =>
    `${nameOf(told)} is a whole number from ${from} to ${to}, and not ${JSON.stringify(input)}.`;
  const isInRange = (text: string) => /^\d{1,16}$/.test(text) && Number(text) >= from && Number(text) <= to;
  const toNumber = (text: string) => Number(text) * unit;
  return v.pipe(v.string(), v.check(isInRange, message), v.transform(toNumber));
}

export function text(told: Told, otherwise: string): Option<string> {
  return { ...told, otherwise, schema: v.optional(textOf(told), otherwise) };
}

export function textOrNone(told: Told): Option<string | undefined> {
  return { ...told, otherwise: 'none', schema: v.optional(textOf(told)) };
}

function textOf(told: Told) {
  return v.pipe(v.string(), v.trim(), v.nonEmpty(`${nameOf(told)} must not be empty.`));
}

export function oneOf<Word extends string>(told: Told, words: readonly Word[], otherwise: Word): Option<Word> {
  const message = ({ input }: v.BaseIssue<unknown>) =>
    `${nameOf(told)} is one of ${words.join(', ')}, and not ${JSON.stringify(input)}.`;
  return { ...told, otherwise, schema: v.optional(v.picklist(words, message), otherwise) };
}

/** Items stand between commas. `isItem` says of each whether it is one, and `what` what it should be. */
export function list(told: Told, isItem: (item: string) => boolean, what: string): Option<readonly string[]> {
  const split = (text: string) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  const message = ({ input }: v.BaseIssue<unknown>) =>
    `${nameOf(told)} is ${what}, and not ${JSON.stringify(split(String(input)).find((item) => !isItem(item)))}.`;
  const areItems = v.check((text: string) => split(text).every(isItem), message);
  const schema = v.optional(v.pipe(v.string(), areItems, v.transform(split)), '');
  return { ...told, otherwise: 'none', isList: true, schema };
}

function nameOf({ subject, flag, variable }: Told): string {
  return `${subject} (--${flag} or ${variable})`;
}
