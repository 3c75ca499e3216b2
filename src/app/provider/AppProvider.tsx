import { BackhaulProvider } from 'backhaul/react';
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { AppModel } from '../model/app-model.ts';
import type { AppView } from '../model/app-view.ts';
import { followStoring, type Storing } from './follow-storing.ts';

const ModelContext = createContext<AppModel | undefined>(undefined);
const StoringContext = createContext<Storing | undefined>(undefined);

interface AppProviderProps {
  readonly model: AppModel;
  readonly children: ReactNode;
}

/** Gives the opened account and its client to every screen below it. */
export function AppProvider({ model, children }: AppProviderProps): ReactNode {
  const { client, storing } = useMemo(() => followStoring(model.client), [model]);
  return (
    <ModelContext value={model}>
      <StoringContext value={storing}>
        <BackhaulProvider client={client}>{children}</BackhaulProvider>
      </StoringContext>
    </ModelContext>
  );
}

/** The opened account. @throws Error outside an `AppProvider` */
export function useModel(): AppModel {
  const model = useContext(ModelContext);
  if (model === undefined) throw new Error('There is no <AppProvider> above this component.');
  return model;
}

/** What the account holds on this device; renders again when it changed. */
export function useAppView(): AppView {
  const model = useModel();
  return useSyncExternalStore(model.subscribe, model.view);
}

/** The ids of tasks that screens have made, listed by the outbox or not yet. @throws Error outside an `AppProvider` */
export function useStoring(): ReadonlySet<string> {
  const storing = useContext(StoringContext);
  if (storing === undefined) throw new Error('There is no <AppProvider> above this component.');
  return useSyncExternalStore(storing.subscribe, storing.current);
}
