import { AppFrame, EmptyState, errorMessage, isSignedOut, StaffSocketProvider, sessionQuery } from '@baton/ui';
import { Button, Center, Loader } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router';
import { useHandoffAlerts } from '../features/alerts/use-handoff-alerts.tsx';
import { useOperatorNotices } from '../features/alerts/use-operator-notices.tsx';
import { useTitleCount } from '../features/alerts/use-title-count.ts';
import { countsQuery } from '../shared/queries.ts';
import { KeyHelp } from './key-help.tsx';
import { useLetterKeys } from './use-letter-keys.ts';
import { useLiveNews } from './use-live-news.ts';
import { useUserMenuItems } from './use-user-menu-items.tsx';

/** What every signed-in page of this app stands in. */
export function StaffLayout({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  if (session.data) {
    return (
      <StaffSocketProvider>
        <SignedIn>{children}</SignedIn>
      </StaffSocketProvider>
    );
  }
  // Signed out, the page is on its way to /sign-in: nothing flashes meanwhile.
  if (session.error && !isSignedOut(session.error)) {
    return (
      <Center mih="100dvh" component="main">
        <EmptyState
          icon={<IconPlugConnectedX size={32} stroke={1.5} />}
          title="The inbox could not be loaded"
          action={<Button onClick={() => void session.refetch()}>Try again</Button>}
        >
          {errorMessage(session.error)}
        </EmptyState>
      </Center>
    );
  }
  return <Waiting />;
}

function SignedIn({ children }: { children: ReactNode }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { data: counts } = useQuery(countsQuery);
  const waiting = counts?.waiting ?? 0;
  const [helpOpen, help] = useDisclosure(false);

  useLiveNews();
  const shownId = useParams().conversationId ?? null;
  useHandoffAlerts({
    shownId,
    onOpen: (id, state) => void navigate(`/inbox/c/${encodeURIComponent(id)}?view=open`, { state }),
  });
  useOperatorNotices({ shownId, onOpen: (id) => void navigate(`/inbox/c/${encodeURIComponent(id)}?view=open`) });
  useTitleCount(titleOf(pathname), waiting);
  useLetterKeys([['shift+?', help.toggle]]);

  return (
    <AppFrame app="inbox" waiting={waiting} menuItems={useUserMenuItems(help.open)}>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
      <KeyHelp opened={helpOpen} onClose={help.close} />
    </AppFrame>
  );
}

function titleOf(pathname: string): string {
  if (pathname.startsWith('/inbox/settings')) return 'Settings';
  return pathname.startsWith('/inbox/requests') ? 'Requests' : 'Inbox';
}

function Waiting() {
  return (
    <Center mih="100dvh">
      <Loader size="sm" aria-label="Loading" />
    </Center>
  );
}
