import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { EngineClient } from '@shared/contract';
import { AppError } from '@shared/errors/app-error';
import { followChanges } from './change-feed';
import type { RendererHost } from './host';
import type { ConnectionStatus, EngineSession } from './session';

interface EngineContextValue {
  readonly session: EngineSession;
  readonly host: RendererHost;
}

const EngineContext = createContext<EngineContextValue | undefined>(undefined);

const MAX_ATTEMPTS = 3;
const RETRIED: readonly string[] = ['offline', 'timeout'];

/** Results stay fresh until a change set says otherwise, so nothing is refetched by time or focus. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 60_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) =>
          failures < MAX_ATTEMPTS && error instanceof AppError && RETRIED.includes(error.code),
        retryDelay: (attempt) => 300 * 2 ** attempt,
      },
      mutations: { networkMode: 'always' },
    },
  });

interface EngineProviderProps {
  readonly session: EngineSession;
  readonly host: RendererHost;
  readonly children: ReactNode;
  /** Tests bring their own. */
  readonly queries?: QueryClient | undefined;
}

export const EngineProvider = ({ session, host, children, queries }: EngineProviderProps) => {
  const [client] = useState(() => queries ?? createQueryClient());
  const [value] = useState<EngineContextValue>(() => ({ session, host }));
  useEffect(() => followChanges(session, client), [session, client]);
  return (
    <EngineContext value={value}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </EngineContext>
  );
};

const useEngineContext = (): EngineContextValue => {
  const value = useContext(EngineContext);
  if (!value) throw new Error('No EngineProvider above this component');
  return value;
};

export const useSession = (): EngineSession => useEngineContext().session;

/** The typed client of the engine, for commands and actions. Queries are read through `useEngineQuery`. */
export const useEngine = (): EngineClient => useEngineContext().session.client;

/** What only the host of this window can do. */
export const useHost = (): RendererHost => useEngineContext().host;

export const useConnectionStatus = (): ConnectionStatus => {
  const { session } = useEngineContext();
  return useSyncExternalStore(session.onStatus, session.getStatus);
};
