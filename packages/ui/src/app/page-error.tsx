import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { errorMessage } from '../api/error-message.ts';
import { EmptyState } from '../components/empty-state.tsx';

/** What a page shows instead of itself when it failed or does not exist. */
export function PageError() {
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  return (
    <main style={{ minHeight: '100dvh', display: 'grid', placeItems: 'center' }}>
      <EmptyState
        icon={<IconAlertTriangle size={32} stroke={1.5} />}
        title={missing ? 'This page does not exist' : 'This page could not be shown'}
        action={
          missing ? (
            <Button component="a" href="/inbox">
              Go to the inbox
            </Button>
          ) : (
            <Button onClick={() => location.reload()}>Load the page again</Button>
          )
        }
      >
        {missing ? 'The address may have been typed wrong, or the page has moved.' : errorMessage(error)}
      </EmptyState>
    </main>
  );
}
