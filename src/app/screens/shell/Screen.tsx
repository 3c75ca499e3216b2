import { memo, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { later } from '../../later/later.tsx';
import { useSeen } from '../../membership/use-seen.ts';
import { useSpaces } from '../../membership/use-spaces.ts';
import { lastSpace, rememberSpace } from '../../routes/last-space.ts';
import { goToSpace, leaveSpace } from '../../routes/navigation.ts';
import type { Route } from '../../routes/route.ts';
import { type Shown, shownAt } from '../../routes/shown.ts';
import { UnknownPage } from '../../routes/UnknownPage.tsx';
import { useDocumentTitle } from '../../routes/use-document-title.ts';
import { useGoneSpace } from '../../routes/use-gone-space.ts';
import { documentTitle, routeWords } from '../../routes/words.ts';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { MessagesSkeleton } from '../channel/MessagesSkeleton.tsx';
import { Header } from './Header.tsx';
import { Sidebar } from './Sidebar.tsx';
import './shell.css';
import { shellWords } from './words.ts';

const ChannelScreen = later(async () => (await import('../channel/ChannelScreen.tsx')).default, MessagesSkeleton);
const NoSpaces = later(async () => (await import('../space/NoSpaces.tsx')).NoSpaces);

interface ScreenProps {
  readonly route: Route;
  readonly settingsButton: RefObject<HTMLButtonElement | null>;
}

/** The sidebar, the header, and what the address names. */
export const Screen = memo(function Screen({ route, settingsButton }: ScreenProps): ReactNode {
  const { place, settings } = route;
  const spaces = useSpaces();
  const shown = shownAt(place, spaces, lastSpace());
  const spaceId = shown.kind === 'space' ? shown.space.id : undefined;
  useGoneSpace(place.kind === 'space' ? place.id : undefined, spaceId);
  useSeen(spaceId);
  useDocumentTitle(documentTitle(shown, settings));
  useEffect(() => {
    if (spaceId !== undefined) rememberSpace(spaceId);
  }, [spaceId]);
  useGone(shown, spaceId);
  return (
    <div className="shell">
      <aside className="shell-sidebar">
        <Sidebar chosen={spaceId} />
      </aside>
      <div className="shell-main">
        <Header
          title={shown.kind === 'space' ? shown.space.name : shellWords.spaces}
          chosen={spaceId}
          settingsButton={settingsButton}
        />
        <main className="shell-content" tabIndex={-1}>
          <Content shown={shown} />
        </main>
      </div>
    </div>
  );
});

/** A space that was shown and is gone, left here or elsewhere, is no wrong address. */
function useGone({ kind }: Shown<unknown>, spaceId: string | undefined): void {
  const before = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (kind === 'unknown-space' && before.current !== undefined) leaveSpace(before.current);
    before.current = spaceId;
  }, [kind, spaceId]);
}

function Content({ shown }: { readonly shown: Shown<SpaceSummary> }): ReactNode {
  switch (shown.kind) {
    case 'space':
      return <ChannelScreen space={shown.space} />;
    case 'no-spaces':
      return <NoSpaces onAdded={goToSpace} />;
    case 'unknown-space':
      return <UnknownPage title={routeWords.unknownSpace} why={routeWords.unknownSpaceWhy} />;
    case 'unknown-address':
      return <UnknownPage title={routeWords.unknownAddress} why={routeWords.unknownAddressWhy} />;
  }
}
