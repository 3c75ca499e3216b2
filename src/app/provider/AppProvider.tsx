import { BackhaulProvider } from 'backhaul/react';
import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { AppModel } from '../model/app-model.ts';
import type { AppView } from '../model/app-view.ts';

const ModelContext = createContext<AppModel | undefined>(undefined);

interface AppProviderProps {
  readonly model: AppModel;
  readonly children: ReactNode;
}

/** Gives the opened account and its client to every screen below it. */
export function AppProvider({ model, children }: AppProviderProps): ReactNode {
  return (
    <ModelContext value={model}>
      <BackhaulProvider client={model.client}>{children}</BackhaulProvider>
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
