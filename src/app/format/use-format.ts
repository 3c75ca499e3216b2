import { useAppView } from '../provider/AppProvider.tsx';
import type { Preferences } from '../settings/profile.ts';

/** Dates, sizes and counts in the language that the person chose. */
export interface Format {
  /** A BCP 47 tag. */
  readonly locale: string;
  readonly date: (time: number) => string;
  readonly time: (time: number) => string;
  /** Hours and minutes. */
  readonly hour: (time: number) => string;
  readonly day: (time: number) => string;
  readonly size: (bytes: number) => string;
  readonly count: (value: number) => string;
}

export function useFormat(): Format {
  const { language } = useAppView().preferences;
  return formatOf(language);
}

/** One for the whole page: to make Intl's formatters costs more than to render what they are for. */
const formats = new Map<Preferences['language'], Format>();

function formatOf(language: Preferences['language']): Format {
  const format = formats.get(language) ?? createFormat(language);
  formats.set(language, format);
  return format;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
const locales: Readonly<Record<Preferences['language'], string>> = { en: 'en-GB', de: 'de-DE' };

function createFormat(language: Preferences['language']): Format {
  const locale = locales[language];
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
  const hour = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const count = new Intl.NumberFormat(locale);
  const sizes = UNITS.map((unit) => sizeFormat(locale, unit));
  return {
    locale,
    date: (value) => date.format(value),
    time: (value) => time.format(value),
    hour: (value) => hour.format(value),
    day: (value) => day.format(value),
    count: (value) => count.format(value),
    size: (bytes) => {
      const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
      return sizes[power]?.format(bytes / 1000 ** power) ?? '';
    },
  };
}

function sizeFormat(locale: string, unit: (typeof UNITS)[number]): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
}
