import { useFailureToasts } from './use-failure-toasts.ts';
import { useHeldBackToast } from './use-held-back-toast.ts';
import { useOfflineToast } from './use-offline-toast.ts';
import { useUpdateToast } from './use-update-toast.ts';

/** Shows what the status line alone would not tell well enough. */
export function SyncToasts(): null {
  useFailureToasts();
  useHeldBackToast();
  useOfflineToast();
  useUpdateToast();
  return null;
}
