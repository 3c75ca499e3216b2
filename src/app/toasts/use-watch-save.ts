import type { Saved } from 'backhaul';
import { JournalError } from 'backhaul/journal';
import { useToasts } from './toasts.ts';
import { useTellHeldBack } from './use-held-back-toast.ts';
import { toastWords } from './words.ts';

/** Says so when a save could not be kept, or cannot be sent yet. */
export function useWatchSave(): (saving: Promise<Saved>) => void {
  const toasts = useToasts();
  const tellHeldBack = useTellHeldBack();
  return (saving) => {
    saving.then(
      (saved) => {
        if (saved.kind === 'held-back') tellHeldBack(saved.reason);
      },
      (error: unknown) => {
        console.error(error);
        toasts.add({ title: isForWantOfRoom(error) ? toastWords.noRoomToKeep : toastWords.notKept, timeout: 0 });
      },
    );
  };
}

function isForWantOfRoom(error: unknown): boolean {
  return error instanceof JournalError && error.code === 'storage-full';
}
