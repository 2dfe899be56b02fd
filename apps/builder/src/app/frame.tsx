import { AppFrame } from '@baton/ui';
import { Center, Loader } from '@mantine/core';
import { Suspense } from 'react';
import { Outlet } from 'react-router';

/** The rail around every page, once it is known who is signed in. */
export function Frame() {
  return (
    <Suspense fallback={<Waiting />}>
      <AppFrame app="builder">
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </AppFrame>
    </Suspense>
  );
}

/** Nothing to show yet. */
export function Waiting() {
  return (
    <Center h="100%" mih={240}>
      <Loader aria-label="Loading" />
    </Center>
  );
}
