import { type ReactNode, useEffect, useState } from 'react';
import { later } from './later/later.tsx';
import type { AppModel, Opening } from './model/app-model.ts';
import { AppProvider } from './provider/AppProvider.tsx';
import { Shell } from './screens/shell/Shell.tsx';

/** Loaded where it is needed: once on every device. */
const FirstRun = later(async () => (await import('./screens/first-run/FirstRun.tsx')).default);
const OpeningFailed = later(async () => (await import('./screens/first-run/OpeningFailed.tsx')).OpeningFailed);

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
      return <FirstRun ways={stage.firstRun} onReady={onReady} />;
    case 'ready':
      return (
        <AppProvider model={stage.model}>
          <Shell isLinkIgnored={stage.isLinkIgnored} />
        </AppProvider>
      );
  }
}
