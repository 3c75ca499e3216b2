const LOCK = 'backhaul-app:account';

/** Milliseconds that whoever removes the account waits for other tabs: one that hangs must not keep a person from leaving. */
const PATIENCE = 5_000;

/** Resolves when nobody is removing this device's account, and holds it until it is let go of, or the page ends. */
export function holdAccount(): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const holding = () => new Promise<void>((letGo) => resolve(letGo));
    navigator.locks.request(LOCK, { mode: 'shared' }, holding).catch(reject);
  });
}

/** Runs `work` when no tab holds the account any more; nobody opens it meanwhile. */
export async function withoutHolders(work: () => Promise<void>): Promise<void> {
  let hasBegun = false;
  const once = async () => {
    hasBegun = true;
    await work();
  };
  try {
    await navigator.locks.request(LOCK, { signal: AbortSignal.timeout(PATIENCE) }, once);
  } catch (cause) {
    if (hasBegun) throw cause;
    await navigator.locks.request(LOCK, { steal: true }, once);
  }
}
