import { Alert, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import classes from './account-card.module.css';

interface AccountCardProps {
  title: string;
  children: ReactNode;
  lead?: ReactNode;
  /** What went wrong, as a sentence. */
  problem?: string | null;
}

/** The one card of the pages for people who are not signed in yet. */
export function AccountCard({ title, lead, problem, children }: AccountCardProps) {
  useEffect(() => {
    document.title = `${title} · Baton`;
  }, [title]);
  return (
    <main className={classes.page}>
      <div className={classes.brand}>
        <img src={`${import.meta.env.BASE_URL}favicon.svg`} width={36} height={36} alt="" />
        <span>Baton</span>
      </div>
      <Paper className={classes.card}>
        <Title order={1} size="h2">
          {title}
        </Title>
        {lead && (
          <Text c="dimmed" mt={4}>
            {lead}
          </Text>
        )}
        {problem && (
          <Alert
            mt="md"
            color="red"
            variant="light"
            role="alert"
            icon={<IconAlertTriangle size={18} stroke={1.75} />}
            title={problem}
          />
        )}
        <div className={classes.body}>{children}</div>
      </Paper>
    </main>
  );
}
