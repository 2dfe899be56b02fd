import { Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { Icon } from '@tabler/icons-react';
import { Link, useHref, useLocation } from 'react-router';
import classes from './app-frame.module.css';

export interface RailLinkProps {
  href: string;
  label: string;
  icon: Icon;
  /** Whether the page belongs to this app. */
  local: boolean;
  /** A count on the icon; 0 shows none. */
  badge: number;
}

/** One place of the rail. */
export function RailLink({ href, label, icon: IconOfPlace, local, badge }: RailLinkProps) {
  const wide = useMediaQuery('(min-width: 40em)');
  const base = useHref('/').replace(/\/$/, '');
  const here = base + useLocation().pathname;
  const current = local && isWithin(here, href);
  const shared = {
    className: classes.place,
    'aria-current': current ? ('page' as const) : undefined,
    children: (
      <>
        <IconOfPlace size={20} stroke={1.75} aria-hidden />
        <span className={classes.label}>{label}</span>
        {badge > 0 && (
          <span className={classes.count}>
            {badge > 99 ? '99+' : badge}
            <span className={classes.hidden}> waiting for a person</span>
          </span>
        )}
      </>
    ),
  };
  return (
    <Tooltip label={label} position="right" disabled={!wide} openDelay={200}>
      {local ? <Link to={href.slice(base.length) || '/'} {...shared} /> : <a href={href} {...shared} />}
    </Tooltip>
  );
}

/** Inbox is not current on its own settings pages: those have a place of their own. */
function isWithin(here: string, href: string): boolean {
  const settings = '/inbox/settings';
  if (href.startsWith(settings)) return here.startsWith(settings);
  return here.startsWith(href) && !here.startsWith(settings);
}
