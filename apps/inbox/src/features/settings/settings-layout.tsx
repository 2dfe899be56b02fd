import { Tabs, Title } from '@mantine/core';
import {
  IconBell,
  IconBrandTelegram,
  IconClock,
  IconPlugConnected,
  IconSparkles,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import classes from './settings.module.css';

const pages = [
  { path: '/inbox/settings/people', label: 'People', icon: <IconUsers size={18} stroke={1.75} /> },
  { path: '/inbox/settings/teams', label: 'Teams', icon: <IconUsersGroup size={18} stroke={1.75} /> },
  { path: '/inbox/settings/hours', label: 'Hours', icon: <IconClock size={18} stroke={1.75} /> },
  { path: '/inbox/settings/channels', label: 'Channels', icon: <IconPlugConnected size={18} stroke={1.75} /> },
  { path: '/inbox/settings/ai', label: 'AI', icon: <IconSparkles size={18} stroke={1.75} /> },
  { path: '/inbox/settings/notifications', label: 'Notifications', icon: <IconBell size={18} stroke={1.75} /> },
  {
    path: '/inbox/settings/telegram',
    label: 'Telegram operators',
    icon: <IconBrandTelegram size={18} stroke={1.75} />,
  },
];

/** The settings of a workspace: who answers, and where customers write. */
export function SettingsLayout() {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <Title order={1} size="h2">
          Settings
        </Title>
        <Tabs value={pathname} onChange={(path) => path && void navigate(path)}>
          <Tabs.List>
            {pages.map(({ path, label, icon }) => (
              <Tabs.Tab key={path} value={path} leftSection={icon} px={10}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {/* The panel of the page on screen: every tab controls one. */}
          {pages.map(({ path }) => (
            <Tabs.Panel key={path} value={path} pt="lg">
              {path === pathname && <Outlet />}
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </main>
  );
}
