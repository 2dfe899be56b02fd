import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

export interface EmptyStateProps {
  icon: ReactNode;
  /** What will be here: "Conversations appear here". */
  title: string;
  children?: ReactNode;
  /** The one next step: a button or a link. */
  action?: ReactNode;
}

/** A place with nothing in it yet: what will be here, and the one next step. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap={8} p="xl" mih={240} ta="center">
      <span style={{ color: 'var(--baton-muted)', display: 'flex' }} aria-hidden>
        {icon}
      </span>
      <Title order={3}>{title}</Title>
      {children && (
        <Text c="dimmed" maw={360}>
          {children}
        </Text>
      )}
      {action && <div style={{ marginTop: 8 }}>{action}</div>}
    </Stack>
  );
}
