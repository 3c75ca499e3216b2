import type { QueueTask } from 'backhaul';
import { useTasks } from 'backhaul/react';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useModel } from '../provider/AppProvider.tsx';
import { useSettingsDialog } from '../screens/settings/settings-dialog-context.ts';
import { editingTabOf, type FailedTask, failureWords, waysOut } from './failure-words.ts';
import { useToasts } from './toasts.ts';
import { toastWords } from './words.ts';

const TOLD_ONE_BY_ONE = 2;
const MANY = 'many-failed';

/** Tells of every task that fails while the app is open, for as long as it waits for the person. */
export function useFailureToasts(): void {
  const tasks = useTasks();
  const model = useModel();
  const settings = useSettingsDialog();
  const toasts = useToasts();
  const known = useRef<ReadonlyMap<string, FailedTask>>(undefined);

  const tell = useEffectEvent((task: FailedTask) => {
    const act = (words: string, perform: () => Promise<void> | void) => ({
      words,
      perform: () => {
        toasts.close(task.id);
        Promise.resolve(perform()).catch(() => toasts.add({ title: toastWords.notDiscarded }));
      },
    });
    const ways = {
      retry: act(toastWords.retry, () => model.client.retry(task.id)),
      edit: act(toastWords.edit, () => settings.open(editingTabOf(task))),
      details: act(toastWords.details, () => settings.open('sync')),
      discard: act(toastWords.discard, () => model.discard(task.id)),
    };
    const actions = waysOut(task).map((way) => ways[way]);
    toasts.add({ id: task.id, title: failureWords(task, model.view()), timeout: 0, data: { actions } });
  });
  const tellOfMany = useEffectEvent((count: number) => {
    const onDetails = () => {
      toasts.close(MANY);
      settings.open('sync');
    };
    const actions = [{ words: toastWords.details, perform: onDetails }];
    toasts.add({ id: MANY, title: toastWords.manyFailed(count), timeout: 0, data: { actions } });
  });
  const withdraw = useEffectEvent((id: string) => toasts.close(id));

  useEffect(() => {
    const failed = new Map(tasks.filter(isFailed).map((task) => [task.id, task]));
    const before = known.current ?? failed;
    known.current = failed;
    for (const id of before.keys()) if (!failed.has(id)) withdraw(id);
    const fresh = [...failed.values()].filter(({ id }) => !before.has(id));
    if (failed.size <= TOLD_ONE_BY_ONE) {
      withdraw(MANY);
      for (const task of fresh) tell(task);
    } else if (fresh.length > 0) {
      for (const id of failed.keys()) withdraw(id);
      tellOfMany(failed.size);
    }
  }, [tasks]);
}

function isFailed(task: QueueTask): task is FailedTask {
  return task.status === 'failed';
}
