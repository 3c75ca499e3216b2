import { createContext, createElement, type ReactNode, useContext } from 'react';
import type { Client } from '../client/index.ts';

const ClientContext = createContext<Client | undefined>(undefined);

interface BackhaulProviderProps {
  readonly client: Client;
  readonly children?: ReactNode;
}

/** Gives the client to every hook below it. */
export function BackhaulProvider({ client, children }: BackhaulProviderProps): ReactNode {
  return createElement(ClientContext, { value: client }, children);
}

/** The client of the nearest provider. @throws Error where there is none above. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (client === undefined) throw new Error('There is no <BackhaulProvider> above this component.');
  return client;
}
