import { useFailureToasts } from './use-failure-toasts.ts';
import { useOfflineToast } from './use-offline-toast.ts';
import { useUpdateToast } from './use-update-toast.ts';

/** Shows what the status line alone would not tell well enough. */
export function SyncToasts(): null {
  useFailureToasts();
  useOfflineToast();
  useUpdateToast();
  return null;
}
