import { CloseButton, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { InboxUrl } from '../../shared/inbox-url.ts';
import { flowsQuery, teamsQuery } from '../../shared/queries.ts';

/** Search, and the filters there is a choice for: by flow where there are several, by team where there is one. */
export function ListTools({ url }: { url: InboxUrl }) {
  const { data: flows = [] } = useQuery(flowsQuery);
  const { data: teams = [] } = useQuery(teamsQuery);
  const [text, setText] = useState(url.filter.search);
  const search = useDebouncedCallback((wanted: string) => url.narrow({ search: wanted.trim() }), 250);

  function change(next: string) {
    setText(next);
    search(next);
  }

  return (
    <>
      <TextInput
        type="search"
        aria-label="Search conversations"
        placeholder="Search names and last messages"
        value={text}
        maxLength={200}
        onChange={(event) => change(event.currentTarget.value)}
        leftSection={<IconSearch size={18} stroke={1.75} />}
        rightSection={
          text === '' ? undefined : <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />
        }
      />
      {flows.length > 1 && (
        <Select
          aria-label="Flow"
          placeholder="All flows"
          clearable
          clearButtonProps={{ 'aria-label': 'Show all flows' }}
          data={flows.map(({ id, name }) => ({ value: id, label: name }))}
          value={url.filter.flowId}
          onChange={(flowId) => url.narrow({ flowId })}
        />
      )}
      {teams.length > 0 && (
        <Select
          aria-label="Team"
          placeholder="All teams"
          clearable
          clearButtonProps={{ 'aria-label': 'Show all teams' }}
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={url.filter.teamId}
          onChange={(teamId) => url.narrow({ teamId })}
        />
      )}
    </>
  );
}
