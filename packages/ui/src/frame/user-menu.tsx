import { Avatar, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconLogout } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { errorMessage } from '../api/error-message.ts';
import { signOut } from '../api/sign-in.ts';
import { useSession } from '../api/use-session.ts';
import classes from './app-frame.module.css';
import { AvailabilityControl, availabilityLabels, useAvailability } from './availability.tsx';

/** A line of the user menu that an app adds. */
export interface UserMenuItem {
  label: string;
  icon?: ReactNode;
  /** Makes it a switch; a tick takes the icon's place. */
  checked?: boolean;
  run: () => void;
}

/** You: name, colour scheme, what the app adds, sign out. */
export function UserMenu({ items }: { items: UserMenuItem[] }) {
  const { user } = useSession();
  const availability = useAvailability();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="right-end" offset={12} width={264} withinPortal>
      <Menu.Target>
        <UnstyledButton
          className={classes.user}
          aria-label={availability ? `You: ${user.name}, ${availabilityLabels[availability]}` : `You: ${user.name}`}
        >
          <Avatar size={32} color="teal" alt="">
            <span className={classes.initials} data-initials={initialsOf(user.name)} />
          </Avatar>
          {availability && (
            <span className={classes.status} data-availability={availability}>
              {availabilityLabels[availability]}
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '8px 12px' }}>
          <Text fw={600} truncate>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed" truncate>
            {user.email}
          </Text>
        </div>
        <Menu.Divider />
        {availability && <AvailabilityControl value={availability} />}
        <div style={{ padding: '4px 8px' }}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Colour scheme"
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'auto', label: 'System' },
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
            ]}
          />
        </div>
        {items.map(({ label, icon, checked, run }) =>
          checked === undefined ? (
            <Menu.Item key={label} leftSection={icon} onClick={run}>
              {label}
            </Menu.Item>
          ) : (
            <Menu.CheckboxItem key={label} checked={checked} onChange={run} closeMenuOnClick={false}>
              {label}
            </Menu.CheckboxItem>
          ),
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.75} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? words.map((word) => Array.from(word)[0]) : Array.from(words[0] ?? '');
  return letters.slice(0, 2).join('').toUpperCase();
}

async function leave(): Promise<void> {
  try {
    await signOut();
  } catch (error) {
    notifications.show({ color: 'red', title: 'You are still signed in', message: errorMessage(error) });
  }
}
