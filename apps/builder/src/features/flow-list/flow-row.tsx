import type { FlowSummary } from '@baton/contracts';
import { RelativeTime } from '@baton/ui';
import { Badge, Group, Text } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { Link } from 'react-router';
import classes from './flow-list.module.css';
import { FlowMenu } from './flow-menu.tsx';

/** One flow: its name, whether it is live, where it is used, who is in it. */
export function FlowRow({ flow, canEdit }: { flow: FlowSummary; canEdit: boolean }) {
  const { openConversations: open, channels } = flow;
  return (
    <li className={classes.row}>
      <div className={classes.cell}>
        <Link to={`/flows/${flow.id}`} className={classes.name} dir="auto">
          {flow.name}
        </Link>
      </div>
      <div className={classes.cell}>
        <PublishedState flow={flow} />
      </div>
      <div className={classes.cell}>
        <Text size="xs" truncate dir="auto">
          {channels.length === 0 ? 'No channel uses it' : channels.map(({ name }) => name).join(', ')}
        </Text>
        {open > 0 && (
          <Group gap={4} className={classes.meta} wrap="nowrap">
            <IconMessages size={14} stroke={1.75} aria-hidden />
            {open === 1 ? '1 open conversation' : `${open} open conversations`}
          </Group>
        )}
      </div>
      <div className={classes.updated}>
        <RelativeTime at={flow.updatedAt} />
      </div>
      <div className={classes.menu}>
        <FlowMenu flow={flow} canEdit={canEdit} />
      </div>
    </li>
  );
}

function PublishedState({ flow: { publishedVersion, changed } }: { flow: FlowSummary }) {
  if (publishedVersion === null) return <Badge color="gray">Never published</Badge>;
  return (
    <Group gap={6}>
      <Badge color="green">Published v{publishedVersion}</Badge>
      {changed && <Badge color="amber">Unpublished changes</Badge>}
    </Group>
  );
}
