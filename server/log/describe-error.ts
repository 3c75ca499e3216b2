/** An error as it may stand in a log. */
export interface DescribedError {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  /** Where in the code: functions and files. */
  readonly at: readonly string[];
  readonly cause?: DescribedError;
}

const MOST_CAUSES = 5;
const MOST_FRAMES = 12;

/**
 * An error and its causes without the values that others put into them: a database's message quotes what was to be stored, and an
 * error of a URL holds its password. Only what is named here is taken, and what is quoted in a message is left out.
 */
export function describeError(error: unknown, causes = MOST_CAUSES): DescribedError {
  if (!(error instanceof Error)) return { name: `a thrown ${typeof error}`, message: '', at: [] };
  return {
    name: error.name,
    ...('code' in error && isWord(error.code) ? { code: error.code } : {}),
    message: isOfPostgres(error) ? `(${whereInPostgres(error)})` : withoutValues(error.message),
    at: frames(error),
    ...(error.cause === undefined || causes === 0 ? {} : { cause: describeError(error.cause, causes - 1) }),
  };
}

function isWord(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,60}$/.test(value);
}

const PLACES = ['severity', 'schema', 'table', 'column', 'constraint', 'routine'] as const;

/** PostgreSQL writes values into its messages without quoting them always. */
function isOfPostgres(error: Error): boolean {
  return 'severity' in error && 'routine' in error;
}

function whereInPostgres(error: Error): string {
  const fields: Partial<Record<string, unknown>> = { ...error };
  return PLACES.flatMap((name) => (isWord(fields[name]) ? [`${name} ${fields[name]}`] : [])).join(', ');
}

const LONGEST_MESSAGE = 300;

function withoutValues(message: string): string {
  return message
    .slice(0, 10 * LONGEST_MESSAGE)
    .replace(/\/\/\S*@/g, '//…@')
    .replace(/"[\s\S]*"|'[\s\S]*'|`[\s\S]*`/g, '“…”')
    .replace(/\b(password|secret|token|key)\s*[=:]\s*\S+/gi, '$1=…')
    .replace(/[A-Za-z0-9+=_-]{24,}/g, '…')
    .slice(0, LONGEST_MESSAGE);
}

function frames({ stack = '' }: Error): string[] {
  const lines = stack.split('\n').map((line) => line.trim());
  return lines.filter((line) => /^at .*:\d+:\d+\)?$/.test(line)).slice(0, MOST_FRAMES);
}
