export interface FailedCheck {
  readonly check: string;
  /** Where what it tests is written. */
  readonly about: string;
  /** What the server did, and what it should do. */
  readonly message: string;
}

/** Every check is in one of the three. */
export interface ConformanceReport {
  readonly passed: readonly string[];
  readonly failed: readonly FailedCheck[];
  readonly skipped: readonly { readonly check: string; readonly reason: string }[];
}

/** Lines for a person: what failed, what was skipped, and how many passed. */
export function describeReport({ passed, failed, skipped }: ConformanceReport): readonly string[] {
  return [
    ...failed.map(({ check, about, message }) => `FAILED   ${check} (${about}): ${message}`),
    ...skipped.map(({ check, reason }) => `skipped  ${check}: ${reason}`),
    `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped.`,
  ];
}
