import { type ReactNode, useEffect, useState } from 'react';
import type { AppModel, Opening } from './model/app-model.ts';
import { AppProvider } from './provider/AppProvider.tsx';
import { FirstRun } from './screens/first-run/FirstRun.tsx';
import { OpeningFailed } from './screens/first-run/OpeningFailed.tsx';
import { Shell } from './screens/shell/Shell.tsx';

type Stage = Opening | { readonly kind: 'opening' } | { readonly kind: 'failed' };

/** The whole app, from what it finds on this device on. */
export function App({ opening }: { readonly opening: Promise<Opening> }): ReactNode {
  const [stage, setStage] = useState<Stage>({ kind: 'opening' });
  useEffect(() => {
    opening.then(setStage, (error: unknown) => {
      console.error(error);
      setStage({ kind: 'failed' });
    });
  }, [opening]);
  const onReady = (model: AppModel) => setStage({ kind: 'ready', model });

  switch (stage.kind) {
    case 'opening':
      return null;
    case 'failed':
      return <OpeningFailed />;
    case 'first-run':
      return <FirstRun startEmpty={stage.startEmpty} loadSample={stage.loadSample} onReady={onReady} />;
    case 'ready':
      return (
        <AppProvider model={stage.model}>
          <Shell />
        </AppProvider>
      );
  }
}
