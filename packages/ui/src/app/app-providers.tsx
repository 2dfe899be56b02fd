import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import '@fontsource-variable/inter/wght.css';
import '../theme/global.css';
import { MantineProvider } from '@mantine/core';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter, Outlet, type RouteObject } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { isNetworkFailure } from '../api/error-message.ts';
import { cssVariables } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';
import { PageError } from './page-error.tsx';

export interface AppProvidersProps {
  routes: RouteObject[];
  /** The path that every route stands under: "/builder". */
  basename?: string;
}

/**
 * Everything a staff app stands on: theme and colour scheme (the system's, until a person chooses), server
 * state, routes, dialogs and toasts. Dialogs are inside the router, so that they can link.
 */
export function AppProviders({ routes, basename }: AppProvidersProps) {
  const [queryClient] = useState(newQueryClient);
  const [router] = useState(() =>
    createBrowserRouter([{ element: <Layers />, errorElement: <PageError />, children: routes }], { basename }),
  );
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Layers() {
  return (
    <ModalsProvider labels={{ confirm: 'Confirm', cancel: 'Cancel' }}>
      <Notifications position="top-right" autoClose={6000} limit={4} />
      <Outlet />
    </ModalsProvider>
  );
}

function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // Only what may not have arrived is worth asking again; a refusal stays a refusal.
        retry: (count, error) => count < 3 && isNetworkFailure(error),
        retryDelay: (count) => Math.min(1000 * 2 ** count, 8000),
      },
    },
  });
}
