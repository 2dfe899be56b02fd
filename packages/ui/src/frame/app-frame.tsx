import { IconHeadset, IconInbox, IconRoute, IconSettings } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useNavigate } from 'react-router';
import { useSession } from '../api/use-session.ts';
import { type Command, CommandBar, useCommands } from '../components/command-bar.tsx';
import classes from './app-frame.module.css';
import { RailLink } from './rail-link.tsx';
import { UserMenu, type UserMenuItem } from './user-menu.tsx';

export interface AppFrameProps {
  /** Which app this is: links to its own pages stay in the page, the others load the other app. */
  app: 'inbox' | 'builder';
  /** How many customers wait for a person: shown on Inbox. */
  waiting?: number;
  /** More lines of the user menu. */
  menuItems?: UserMenuItem[];
  children: ReactNode;
}

const places = [
  { href: '/inbox', label: 'Inbox', icon: IconInbox, app: 'inbox' },
  { href: '/inbox/requests', label: 'Requests', icon: IconHeadset, app: 'inbox' },
  { href: '/builder', label: 'Flows', icon: IconRoute, app: 'builder' },
  { href: '/inbox/settings/people', label: 'Settings', icon: IconSettings, app: 'inbox' },
] as const;

/** The rail that makes the staff apps one product: places, workspace on top, you at the bottom. A bottom bar on phones. */
export function AppFrame({ app, waiting = 0, menuItems = [], children }: AppFrameProps) {
  const { workspace } = useSession();
  useCommands(usePlaceCommands(app));
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        Skip to the content
      </a>
      <nav className={classes.rail} aria-label="Main">
        <span className={classes.mark} title={workspace.name} role="img" aria-label={`Workspace ${workspace.name}`}>
          {Array.from(workspace.name)[0]?.toUpperCase()}
        </span>
        <div className={classes.places}>
          {places.map((place) => (
            <RailLink
              key={place.href}
              href={place.href}
              label={place.label}
              icon={place.icon}
              local={place.app === app}
              within={places
                .filter((other) => other.href.startsWith(place.href) && other !== place)
                .map(({ href }) => href)}
              badge={place.label === 'Inbox' ? waiting : 0}
            />
          ))}
        </div>
        <UserMenu items={menuItems} />
      </nav>
      <div id="content" className={classes.content} tabIndex={-1}>
        {children}
      </div>
      <CommandBar />
    </div>
  );
}

function usePlaceCommands(app: 'inbox' | 'builder'): Command[] {
  const navigate = useNavigate();
  return useMemo(
    () =>
      places.map(({ href, label, icon: Icon, app: home }) => ({
        id: `go-${label}`,
        label: `Go to ${label}`,
        group: 'Go to',
        icon: <Icon size={18} stroke={1.75} />,
        run: () => {
          // The builder's routes stand under /builder: only the inbox can go to its own pages by their full path.
          if (home === app && app === 'inbox') void navigate(href);
          else location.assign(href);
        },
      })),
    [app, navigate],
  );
}
