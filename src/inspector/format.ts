/** Dates, sizes and counts in one language. Times are milliseconds since 1970. */
export interface Format {
  readonly date: (time: number) => string;
  readonly time: (time: number) => string;
  /** Date and time to the second. */
  readonly moment: (time: number) => string;
  readonly size: (bytes: number) => string;
  readonly count: (value: number) => string;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export function createFormat(language: string | undefined): Format {
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium' });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
  const count = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const sizes = UNITS.map((unit) => sizeFormat(language, unit));
  return {
    date: (value) => date.format(value),
    time: (value) => time.format(value),
    moment: (value) => moment.format(value),
    count: (value) => count.format(value),
    size: (bytes) => {
      const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
      return sizes[power]?.format(bytes / 1000 ** power) ?? '';
    },
  };
}

function sizeFormat(language: string | undefined, unit: (typeof UNITS)[number]): Intl.NumberFormat {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
}
