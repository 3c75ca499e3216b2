import type { ReactNode } from 'react';
import { useHistoryToast } from '../screens/history/use-history-toast.ts';
import { useSignInToast } from '../screens/sign-in/use-sign-in-toast.ts';
import { ToastArea } from './ToastArea.tsx';
import type { ToastQueue } from './toasts.ts';
import { useConflictToast } from './use-conflict-toast.ts';
import { useFailureToasts } from './use-failure-toasts.ts';
import { useHeldBackToast } from './use-held-back-toast.ts';
import { useIgnoredLinkToast } from './use-ignored-link-toast.ts';
import { useOfflineToast } from './use-offline-toast.ts';
import { useReturnedToast } from './use-returned-toast.ts';
import { useUpdateToast } from './use-update-toast.ts';

interface SyncToastsProps {
  readonly queue: ToastQueue;
  readonly isLinkIgnored: boolean;
}

/** Shows short messages, and of itself what the status line alone would not tell well enough. */
export function SyncToasts({ queue, isLinkIgnored }: SyncToastsProps): ReactNode {
  useFailureToasts();
  useConflictToast();
  useHeldBackToast();
  useOfflineToast();
  useSignInToast();
  useHistoryToast();
  useReturnedToast();
  useUpdateToast();
  useIgnoredLinkToast(isLinkIgnored);
  return <ToastArea queue={queue} />;
}
