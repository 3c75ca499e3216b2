import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { SpaceSummary } from '../../settings/space-summary.ts';
import { Channel } from './Channel.tsx';

/** A space as its members see it: what is said, and what can be done. */
export default function ChannelScreen({ space }: { readonly space: SpaceSummary }): ReactNode {
  const [queries] = useState(localQueries);
  return (
    <QueryClientProvider client={queries}>
      <Channel key={space.id} space={space} />
    </QueryClientProvider>
  );
}

/** Everything is read from this device: without a network, too, and only when something has changed. */
function localQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', staleTime: Number.POSITIVE_INFINITY, retry: false } },
  });
}
