import { type ComponentType, type ReactNode, useEffect, useState } from 'react';
import { LoadingFailed } from './LoadingFailed.tsx';

type Loaded<Props> =
  | { readonly kind: 'component'; readonly Component: ComponentType<Props> }
  | { readonly kind: 'loading' | 'failed' };

/**
 * A component that is loaded when it is first shown. React's own `lazy` would show nothing for a moment even of what has
 * long been loaded, and would take the whole screen away when loading fails.
 */
export function later<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  Meanwhile: ComponentType = Nothing,
): ComponentType<Props> {
  let known: Loaded<Props> = { kind: 'loading' };

  return function Later(props: Props): ReactNode {
    const [loaded, setLoaded] = useState(known);
    useEffect(() => {
      if (loaded.kind !== 'loading') return;
      load().then(
        (Component) => {
          known = { kind: 'component', Component };
          setLoaded(known);
        },
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
}

function Nothing(): ReactNode {
  return null;
}
