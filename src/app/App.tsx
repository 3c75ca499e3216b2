import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { AppModel, Opening } from './model/app-model.ts';
import { AppProvider } from './provider/AppProvider.tsx';
import { OpeningFailed } from './screens/first-run/OpeningFailed.tsx';
import { Shell } from './screens/shell/Shell.tsx';

/** Loaded where it is needed: once on every device. */
const FirstRun = lazy(() => import('./screens/first-run/FirstRun.tsx'));

type Stage = Opening | { readonly kind: 'opening' } | { readonly kind: 'failed'; readonly error: unknown };

/** The whole app, from what it finds on this device on. */
export function App({ opening }: { readonly opening: Promise<Opening> }): ReactNode {
  const [stage, setStage] = useState<Stage>({ kind: 'opening' });
  useEffect(() => {
    opening.then(setStage, (error: unknown) => {
      console.error(error);
      setStage({ kind: 'failed', error });
    });
  }, [opening]);
  const onReady = (model: AppModel) => setStage({ kind: 'ready', model, isLinkIgnored: false });

  switch (stage.kind) {
    case 'opening':
      return null;
    case 'failed':
      return <OpeningFailed error={stage.error} />;
    case 'first-run':
      return (
        <Suspense>
          <FirstRun ways={stage.firstRun} onReady={onReady} />
        </Suspense>
      );
    case 'ready':
      return (
        <AppProvider model={stage.model}>
          <Shell isLinkIgnored={stage.isLinkIgnored} />
        </AppProvider>
      );
  }
}
