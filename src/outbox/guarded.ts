/** Tells a listener what has happened: its mistake is reported, and hinders neither what happened nor other listeners. */
export function guarded(tell: () => void): void {
  try {
    tell();
  } catch (cause) {
    globalThis.reportError?.(cause);
  }
}
