import { EmptyState } from '@baton/ui';
import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { Navigate, Outlet, type RouteObject } from 'react-router';
import { JoinPage } from '../features/account/join-page.tsx';
import { SetupPage } from '../features/account/setup-page.tsx';
import { SignInPage } from '../features/account/sign-in-page.tsx';
import { ChannelsPage } from '../features/settings/channels-page.tsx';
import { PeoplePage } from '../features/settings/people-page.tsx';
import { SettingsLayout } from '../features/settings/settings-layout.tsx';
import { TelegramOperatorsPage } from '../features/settings/telegram-operators-page.tsx';
import { InboxPage } from './inbox-page.tsx';
import { StaffLayout } from './staff-layout.tsx';

/** Every page of this app. The account pages stand outside /inbox, where their links lead. */
export const routes: RouteObject[] = [
  { path: '/sign-in', element: <SignInPage /> },
  { path: '/setup', element: <SetupPage /> },
  { path: '/join/:token', element: <JoinPage /> },
  {
    path: '/inbox',
    element: (
      <StaffLayout>
        <Outlet />
      </StaffLayout>
    ),
    children: [
      { index: true, element: <InboxPage /> },
      { path: 'c/:conversationId', element: <InboxPage /> },
      {
        path: 'requests',
        lazy: async () => ({ Component: (await import('../features/requests/requests-page.tsx')).RequestsPage }),
      },
      {
        path: 'settings',
        element: <SettingsLayout />,
        children: [
          { index: true, element: <Navigate to="people" replace /> },
          { path: 'people', element: <PeoplePage /> },
          {
            path: 'teams',
            lazy: async () => ({ Component: (await import('../features/settings/teams-page.tsx')).TeamsPage }),
          },
          {
            path: 'hours',
            lazy: async () => ({ Component: (await import('../features/settings/hours-page.tsx')).HoursPage }),
          },
          {
            path: 'notifications',
            lazy: async () => ({
              Component: (await import('../features/settings/notifications-page.tsx')).NotificationsPage,
            }),
          },
          { path: 'channels', element: <ChannelsPage /> },
          {
            path: 'ai',
            lazy: async () => ({ Component: (await import('../features/settings/ai-page.tsx')).AiPage }),
          },
          { path: 'telegram', element: <TelegramOperatorsPage /> },
        ],
      },
      { path: '*', element: <NotFound /> },
    ],
  },
];

function NotFound() {
  return (
    <EmptyState
      icon={<IconMapOff size={32} stroke={1.5} />}
      title="This page does not exist"
      action={
        <Button component="a" href="/inbox">
          Go to the inbox
        </Button>
      }
    >
      The address may have been typed wrong, or the page has moved.
    </EmptyState>
  );
}
