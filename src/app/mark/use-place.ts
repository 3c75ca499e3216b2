import { useTasks } from 'backhaul/react';
import { useAppView } from '../provider/AppProvider.tsx';
import { type Place, placeOf } from './place.ts';

export function usePlace(collection: string): Place {
  return placeOf(collection, useAppView(), useTasks());
}
