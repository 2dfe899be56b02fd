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
  /** Places of their own whose pages are under this one. */
  within: readonly string[];
}

/** One place of the rail. */
export function RailLink({ href, label, icon: IconOfPlace, local, badge, within }: RailLinkProps) {
  const wide = useMediaQuery('(min-width: 40em)');
  const base = useHref('/').replace(/\/$/, '');
  const here = base + useLocation().pathname;
  const current = local && isWithin(here, href, within);
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

/** Inbox is not current on the pages under it that have a place of their own. Settings begin with their first page. */
function isWithin(here: string, href: string, within: readonly string[]): boolean {
  const starts = (place: string) => here.startsWith(place.replace(/\/people$/, ''));
  return starts(href) && !within.some(starts);
}
