import type { Check } from './check.ts';
import { CHECKS } from './checks/checks.ts';
import type { ConformanceReport, FailedCheck } from './report.ts';
import { NotConforming } from './world/not-conforming.ts';
import { type Fetch, World, type WorldOptions } from './world/world.ts';

export interface ConformanceOptions extends Pick<WorldOptions, 'origin' | 'authorize'> {
  /** Names of checks, or areas of them, that are not made. */
  readonly skip?: readonly string[];
  /** The server's time in milliseconds since 1970; that of this machine unless told. */
  readonly now?: () => number;
  /** Milliseconds that an answer, or an event, may take; 10,000 unless told. */
  readonly patience?: number;
  /** Bytes of a body that the server takes at most; 4 MiB unless told. */
  readonly bodyLimit?: number;
  /** Told of each check when its outcome is known. */
  readonly onOutcome?: (check: string, outcome: Outcome) => void;
}

export type Outcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Asks a server, through `fetch`, all that docs/protocol.md says of it. It makes accounts of its own and leaves what they hold;
 * nothing else at the server is touched. Rejects only when there is nothing that could be asked.
 */
export async function runConformance(
  fetch: Fetch,
  { skip = [], onOutcome = () => undefined, ...options }: ConformanceOptions,
): Promise<ConformanceReport> {
  const world = { now: Date.now, patience: 10_000, bodyLimit: 4 * 1024 * 1024, ...options };
  const [passed, failed, skipped]: [string[], FailedCheck[], { check: string; reason: string }[]] = [[], [], []];
  for (const check of CHECKS) {
    const { name, about } = check;
    const reason = reasonToSkip(check, skip, options.authorize !== undefined);
    const outcome: Outcome =
      reason === undefined ? await outcomeOf(check, new World(fetch, world)) : { kind: 'skipped', reason };
    if (outcome.kind === 'passed') passed.push(name);
    else if (outcome.kind === 'skipped') skipped.push({ check: name, reason: outcome.reason });
    else failed.push({ check: name, about, message: outcome.message });
    onOutcome(name, outcome);
  }
  return { passed, failed, skipped };
}

function reasonToSkip({ name, needs }: Check, skip: readonly string[], hasTokens: boolean): string | undefined {
  if (needs === 'signatures' && hasTokens) return 'the server takes an app’s own tokens, and no signatures';
  const isNamed = skip.some((word) => word === name || name.startsWith(`${word}/`));
  return isNamed ? 'it was to be skipped' : undefined;
}

async function outcomeOf(check: Check, world: World): Promise<Outcome> {
  try {
    await check.run(world);
    return { kind: 'passed' };
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  } finally {
    await world.end();
  }
}

function messageOf(error: unknown): string {
  if (error instanceof NotConforming) return error.message;
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `It could not be asked: ${error instanceof Error ? error.message : error}${cause}`;
}
