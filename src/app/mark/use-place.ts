import { useTasks } from 'backhaul/react';
import { useMemo } from 'react';
import { useAppView } from '../provider/AppProvider.tsx';
import { deliveriesOf, type Place, placesOf } from './place.ts';
import { type Upload, uploadsOf } from './uploads.ts';

/** Where a collection is, for any that is asked about. */
export function usePlaces(): (collection: string) => Place {
  const { sync, collectionNames } = useAppView();
  const tasks = useTasks();
  return useMemo(() => {
    const places = placesOf(sync.dirty, tasks, collectionNames);
    return (collection) => places.get(collection) ?? 'delivered';
  }, [sync.dirty, tasks, collectionNames]);
}

/** The uploads that are under way, by their collection. */
export function useUploads(): ReadonlyMap<string, Upload> {
  const { collectionNames } = useAppView();
  const tasks = useTasks();
  return useMemo(() => uploadsOf(tasks, collectionNames), [tasks, collectionNames]);
}

export function usePlace(collection: string): Place {
  return usePlaces()(collection);
}

/** When collections were last delivered from this device, as far as that is still listed. */
export function useDeliveries(): ReadonlyMap<string, number> {
  const { collectionNames } = useAppView();
  const tasks = useTasks();
  return useMemo(() => deliveriesOf(tasks, collectionNames), [tasks, collectionNames]);
}
