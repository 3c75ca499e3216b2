import { useTasks } from 'backhaul/react';
import { useMemo } from 'react';
import { useAppView } from '../provider/AppProvider.tsx';
import { type Place, placesOf } from './place.ts';

/** Where a collection is, for any that is asked about. */
export function usePlaces(): (collection: string) => Place {
  const { local } = useAppView();
  const tasks = useTasks();
  return useMemo(() => {
    const places = placesOf(local, tasks);
    return (collection) => places.get(collection) ?? 'delivered';
  }, [local, tasks]);
}

export function usePlace(collection: string): Place {
  return usePlaces()(collection);
}
