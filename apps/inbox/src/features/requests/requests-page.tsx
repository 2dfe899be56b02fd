import { type RequestView, requestViewSchema } from '@baton/contracts';
import { EmptyState, errorMessage } from '@baton/ui';
import { Alert, Button, Loader, Tabs, Text, Title } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { requestsQuery } from '../../shared/queries.ts';
import { RequestItem } from './request-item.tsx';
import classes from './requests.module.css';
import { ResponseTarget } from './response-target.tsx';

const views = {
  pending: { label: 'Pending', empty: 'Nobody waits for a person', words: 'Who asks for one appears here at once.' },
  active: {
    label: 'Active',
    empty: 'Nobody is with a person',
    words: 'Accepted requests stay here until they are resolved.',
  },
  resolved: {
    label: 'Resolved',
    empty: 'No requests yet',
    words: 'Requests that are over appear here, with what became of them.',
  },
} satisfies Record<RequestView, { label: string; empty: string; words: string }>;

/** /inbox/requests: who asked for a person, who came and how soon. */
export function RequestsPage() {
  const [search, setSearch] = useSearchParams();
  const view = requestViewSchema.safeParse(search.get('view')).data ?? 'pending';
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div>
          <Title order={1} size="h2">
            Requests
          </Title>
          <Text c="dimmed">Customers who asked for a person, who came, and how soon.</Text>
        </div>
        <ResponseTarget />
        <Tabs value={view} onChange={(next) => setSearch(next ? { view: next } : {}, { replace: true })}>
          <Tabs.List>
            {requestViewSchema.options.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {views[each].label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {requestViewSchema.options.map((each) => (
            <Tabs.Panel key={each} value={each} pt="md">
              {each === view && <RequestList view={each} />}
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </main>
  );
}

function RequestList({ view }: { view: RequestView }) {
  const requests = useInfiniteQuery(requestsQuery(view));
  if (requests.isPending) return <Loader size="sm" aria-label="Loading the requests" />;
  if (requests.isError) return <Alert color="red" title={errorMessage(requests.error)} />;
  const rows = requests.data.pages.flatMap((page) => page.rows);
  if (rows.length === 0) {
    return (
      <EmptyState icon={<IconHeadset size={28} stroke={1.5} />} title={views[view].empty}>
        {views[view].words}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className={classes.list} aria-label={views[view].label}>
        {rows.map((request) => (
          <RequestItem key={`${request.conversationId} ${request.number}`} request={request} />
        ))}
      </ul>
      {requests.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={requests.isFetchingNextPage}
          onClick={() => void requests.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
}
