import { BackhaulProvider } from 'backhaul/react';
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import type { AppModel } from '../model/app-model.ts';
import type { AppView } from '../model/app-view.ts';
import { followStoring, type Storing } from './follow-storing.ts';

interface Opened {
  readonly model: AppModel;
  readonly storing: Storing;
}

const OpenedContext = createContext<Opened | undefined>(undefined);

interface AppProviderProps {
  readonly model: AppModel;
  readonly children: ReactNode;
}

/** Gives the opened account and its client to every screen below it. */
export function AppProvider({ model, children }: AppProviderProps): ReactNode {
  const opened = useMemo(() => ({ model, ...followStoring(model.client) }), [model]);
  return (
    <OpenedContext value={opened}>
      <BackhaulProvider client={opened.client}>{children}</BackhaulProvider>
    </OpenedContext>
  );
}

function useOpened(): Opened {
  const opened = useContext(OpenedContext);
  if (opened === undefined) throw new Error('There is no <AppProvider> above this component.');
  return opened;
}

/** The opened account. @throws Error outside an `AppProvider` */
export function useModel(): AppModel {
  return useOpened().model;
}

/** What the account holds on this device; renders again when it changed. */
export function useAppView(): AppView {
  const model = useModel();
  return useSyncExternalStore(model.subscribe, model.view);
}

/** The ids of tasks that screens have made, listed by the outbox or not yet. @throws Error outside an `AppProvider` */
export function useStoring(): ReadonlySet<string> {
  const { storing } = useOpened();
  return useSyncExternalStore(storing.subscribe, storing.current);
}
