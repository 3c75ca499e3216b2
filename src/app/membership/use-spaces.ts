import { useTasks } from 'backhaul/react';
import { useMemo } from 'react';
import { useAppView } from '../provider/AppProvider.tsx';
import type { SpaceSummary } from '../settings/space-summary.ts';
import { isShown, membershipOf, membershipTasks } from './membership.ts';

/** The spaces that a person has, in their order: without those that they are leaving, or could not join. */
export function useSpaces(): readonly SpaceSummary[] {
  const { spaces, joined } = useAppView();
  const tasks = useTasks();
  return useMemo(() => {
    const telling = membershipTasks(tasks);
    if (telling.size === 0) return spaces;
    const shown = spaces.filter(({ id }) => isShown(membershipOf(id, telling.get(id), joined)));
    return shown.length === spaces.length ? spaces : shown;
  }, [spaces, joined, tasks]);
}
