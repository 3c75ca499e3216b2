import { useEffect, useState } from 'react';

/** How many bytes this origin keeps on the device, as the browser estimates; asked again when `after` changes. */
export function useStoredSize(after: unknown): number | undefined {
  const [size, setSize] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `after` says when the answer may have changed.
  useEffect(() => {
    let isCurrent = true;
    estimate().then((usage) => {
      if (isCurrent) setSize(usage);
    });
    return () => {
      isCurrent = false;
    };
  }, [after]);
  return size;
}

async function estimate(): Promise<number | undefined> {
  if (!('storage' in navigator)) return undefined;
  return await navigator.storage.estimate().then(
    ({ usage }) => usage,
    () => undefined,
  );
}
