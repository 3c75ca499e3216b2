import { useConflictToast } from './use-conflict-toast.ts';
import { useFailureToasts } from './use-failure-toasts.ts';
import { useHeldBackToast } from './use-held-back-toast.ts';
import { useIgnoredLinkToast } from './use-ignored-link-toast.ts';
import { useOfflineToast } from './use-offline-toast.ts';
import { useUpdateToast } from './use-update-toast.ts';

/** Shows what the status line alone would not tell well enough. */
export function SyncToasts({ isLinkIgnored }: { readonly isLinkIgnored: boolean }): null {
  useFailureToasts();
  useConflictToast();
  useHeldBackToast();
  useOfflineToast();
  useUpdateToast();
  useIgnoredLinkToast(isLinkIgnored);
  return null;
}
