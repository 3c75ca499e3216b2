import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { LoadingFailed } from './LoadingFailed.tsx';

type Loaded<Props> =
  | { readonly kind: 'component'; readonly Component: ComponentType<Props> }
  | { readonly kind: 'loading' | 'failed' };

export interface LaterComponent<Props> {
  (props: Props): ReactNode;
  /** Loads it before it is shown: then it is there at once. */
  readonly load: () => Promise<void>;
}

/**
 * A component that is loaded when it is first shown. React's own `lazy` would show nothing for a moment even of what has
 * long been loaded, and would take the whole screen away when loading fails.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile: ComponentType = Nothing,
): LaterComponent<Props> {
  let known: Loaded<Props> = { kind: 'loading' };

  const loadIt = async () => {
    known = { kind: 'component', Component: await load() };
  };
  const Later = (props: Props): ReactNode => {
    const [loaded, setLoaded] = useState(known);
    useEffect(() => {
      if (loaded.kind !== 'loading') return;
      loadIt().then(
        () => setLoaded(known),
        (error: unknown) => {
          console.error(error);
          setLoaded({ kind: 'failed' });
        },
      );
    }, [loaded]);
    switch (loaded.kind) {
      case 'loading':
        return <Meanwhile />;
      case 'failed':
        return <LoadingFailed onRetry={() => setLoaded({ kind: 'loading' })} />;
      case 'component':
        return <loaded.Component {...props} />;
    }
  };
  return Object.assign(Later, { load: loadIt });
}

function Nothing(): ReactNode {
  return null;
}
