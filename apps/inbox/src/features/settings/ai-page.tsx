import type { AiView } from '@baton/contracts';
import { api, botLanguages, errorMessage, orpc, useSession } from '@baton/ui';
import {
  Alert,
  Anchor,
  Button,
  Group,
  Loader,
  NativeSelect,
  NumberInput,
  Switch,
  Text,
  Textarea,
  Title,
} from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { aiQuery } from '../../shared/queries.ts';
import classes from './settings.module.css';

/** /inbox/settings/ai: what an AI answers where no flow does, and how often it may be asked. */
export function AiPage() {
  const view = useQuery(aiQuery);
  return (
    <>
      <div className={classes.sectionHead}>
        <div>
          <Title order={2} size="h3">
            AI
          </Title>
          <Text c="dimmed">Answers where no flow does, and asks a person where it is no help.</Text>
        </div>
      </div>
      {view.isPending && <Loader size="sm" aria-label="Loading the AI’s settings" />}
      {view.isError && <Alert color="red" title={errorMessage(view.error)} />}
      {view.isSuccess && (
        <>
          <State view={view.data} />
          <AiForm stored={view.data} />
        </>
      )}
    </>
  );
}

/** Whether there is an AI to ask just now, and what happens where there is none. */
function State({ view: { model, dailyLimit, askedToday } }: { view: AiView }) {
  const instead =
    'conversations go on as if it was off: an AI reply card leaves by “Wants a person, or no AI”, and where no flow answers people are asked.';
  if (model === null) {
    return (
      <Alert color="gray" mb="md" title="No AI is set up">
        Whoever runs Baton sets AI_MODEL. Until then {instead}
      </Alert>
    );
  }
  if (dailyLimit === null || askedToday < dailyLimit) return null;
  return (
    <Alert color="gray" mb="md" title="Today’s questions are used up">
      {askedToday} of {dailyLimit} were asked. Until midnight UTC {instead}
    </Alert>
  );
}

function AiForm({ stored }: { stored: AiView }) {
  const { canEdit } = useSession();
  const queryClient = useQueryClient();
  const { answers, instructions, knowledge, language, dailyLimit } = stored;
  const [wish, setWish] = useState({ answers, instructions, knowledge, language, dailyLimit });
  const change = (next: Partial<typeof wish>) => setWish((before) => ({ ...before, ...next }));
  const save = useMutation({
    mutationFn: () => api.ai.update(wish),
    onSuccess: () => notifications.show({ color: 'teal', message: 'Saved. It counts from the next message on.' }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.ai.key() }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <form onSubmit={submit} noValidate>
      <section className={classes.card}>
        <div>
          <Title order={3}>Where no flow answers</Title>
          <Text c="dimmed">
            For channels that have no flow in{' '}
            <Anchor component={Link} underline="always" to="/inbox/settings/channels">
              Settings → Channels
            </Anchor>
            . Your hours, timeouts and what happens when nobody comes count there too.
          </Text>
        </div>
        <Switch
          label="The AI answers"
          description="From what you write here. Where it is not sure, fails, or the customer wants one, a person is asked. Off: whatever a customer writes there asks for a person."
          checked={wish.answers}
          disabled={!canEdit}
          onChange={(event) => change({ answers: event.currentTarget.checked })}
        />
        <Textarea
          label="Instructions"
          description="How it should answer"
          placeholder="Answer briefly and friendly."
          autosize
          minRows={2}
          maxRows={8}
          maxLength={8000}
          value={wish.instructions}
          disabled={!canEdit}
          onChange={(event) => change({ instructions: event.currentTarget.value })}
        />
        <Textarea
          label="Knowledge"
          description="What it may answer from: it knows nothing else"
          placeholder="We are open Monday to Friday from nine to six."
          autosize
          minRows={4}
          maxRows={16}
          maxLength={30_000}
          value={wish.knowledge}
          disabled={!canEdit}
          onChange={(event) => change({ knowledge: event.currentTarget.value })}
        />
        <NativeSelect
          label="Language"
          description="Of what Baton says by itself there: when you are back, the form for a message. The AI answers in the customer’s."
          data={[...botLanguages]}
          value={wish.language}
          disabled={!canEdit}
          onChange={(event) => {
            const chosen = botLanguages.find(({ value }) => value === event.currentTarget.value);
            if (chosen) change({ language: chosen.value });
          }}
        />
      </section>
      <section className={classes.card}>
        <div>
          <Title order={3}>How often it may be asked</Title>
          <Text c="dimmed">
            By all flows and channels together: replies, and what it looks for in messages. Asked today (UTC):{' '}
            {stored.askedToday}.
          </Text>
        </div>
        <NumberInput
          label="Questions a day"
          description="Empty for any number. When they are used up, there is no AI until midnight UTC."
          placeholder="Any number"
          min={1}
          max={1_000_000}
          allowDecimal={false}
          allowNegative={false}
          value={wish.dailyLimit ?? ''}
          disabled={!canEdit}
          onChange={(value) => change({ dailyLimit: typeof value === 'number' ? value : null })}
        />
      </section>
      {save.error && <Alert color="red" role="alert" mt="md" title={errorMessage(save.error)} />}
      {canEdit && (
        <Group justify="flex-end" mt="md">
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      )}
    </form>
  );
}
