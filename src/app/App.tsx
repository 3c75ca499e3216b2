import { type ReactNode, useEffect, useState } from 'react';
import { later } from './later/later.tsx';
import type { AppModel, Opening } from './model/app-model.ts';
import { AppProvider } from './provider/AppProvider.tsx';
import { FocusOnEntering } from './screens/first-run/FocusOnEntering.tsx';
import { Shell } from './screens/shell/Shell.tsx';

/** Loaded where it is needed: once on every device. */
const FirstRun = later(async () => (await import('./screens/first-run/FirstRun.tsx')).default);
const OpeningFailed = later(async () => (await import('./screens/first-run/OpeningFailed.tsx')).OpeningFailed);

type Stage =
  | Opening
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** The account that the first run has ended with. */
  | { readonly kind: 'entered'; readonly model: AppModel };

interface AppProps {
  readonly first: Promise<Opening>;
  /** Looks again at what this device has: the account has left it. */
  readonly open: () => Promise<Opening>;
}

/** The whole app, from what it finds on this device on. */
export function App({ first, open }: AppProps): ReactNode {
  const [opening, setOpening] = useState(first);
  const [stage, setStage] = useState<Stage>({ kind: 'opening' });
  const model = 'model' in stage ? stage.model : undefined;
  useEffect(() => {
    opening.then(setStage, (error: unknown) => {
      console.error(error);
      setStage({ kind: 'failed', error });
    });
  }, [opening]);
  useEffect(() => {
    model?.left.then(() => {
      history.replaceState(null, '', '/');
      setStage({ kind: 'opening' });
      setOpening(open());
    });
  }, [model, open]);

  switch (stage.kind) {
    case 'opening':
      return null;
    case 'failed':
      return <OpeningFailed error={stage.error} />;
    case 'first-run':
      return <FirstRun ways={stage.firstRun} onReady={(entered) => setStage({ kind: 'entered', model: entered })} />;
    case 'ready':
    case 'entered':
      return (
        <AppProvider model={stage.model}>
          <Shell isLinkIgnored={stage.kind === 'ready' && stage.isLinkIgnored} />
          {stage.kind === 'entered' && <FocusOnEntering />}
        </AppProvider>
      );
  }
}
