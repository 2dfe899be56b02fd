import type { MessageTemplate } from '@baton/contracts';
import { api, errorMessage, newId, orpc } from '@baton/ui';
import { Alert, Blockquote, Button, Group, Loader, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { applyDetail } from '../../shared/live-cache.ts';
import { withRetries } from '../../shared/use-command.ts';
import { refreshTranscript } from '../../shared/use-transcript.ts';

interface TemplateDialogProps {
  opened: boolean;
  onClose: () => void;
  conversationId: string;
}

/** Chooses a template, fills in its blanks, and sends it. */
export function TemplateDialog({ opened, onClose, conversationId }: TemplateDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Send a template">
      <TemplateForm conversationId={conversationId} onClose={onClose} />
    </Modal>
  );
}

function TemplateForm({ conversationId, onClose }: Omit<TemplateDialogProps, 'opened'>) {
  const templates = useQuery(orpc.conversations.templates.queryOptions({ input: { id: conversationId } }));
  const [chosen, setChosen] = useState<string | null>(null);
  if (templates.error) return <Alert color="red" role="alert" title={errorMessage(templates.error)} />;
  if (!templates.data) return <Loader size="sm" aria-label="Loading the templates" />;
  if (templates.data.length === 0) {
    return <Text>No template is approved yet. Make one in the WhatsApp Manager; Meta’s approval takes minutes.</Text>;
  }
  const template = templates.data.find((each) => keyOf(each) === chosen) ?? templates.data[0];
  return (
    <Stack gap="sm">
      <Select
        label="Template"
        data={templates.data.map((each) => ({ value: keyOf(each), label: `${each.name} (${each.language})` }))}
        value={template ? keyOf(template) : null}
        allowDeselect={false}
        onChange={setChosen}
      />
      {template && (
        <Blanks key={keyOf(template)} template={template} conversationId={conversationId} onClose={onClose} />
      )}
    </Stack>
  );
}

interface BlanksProps extends Omit<TemplateDialogProps, 'opened'> {
  template: MessageTemplate;
}

function Blanks({ template, conversationId, onClose }: BlanksProps) {
  const queryClient = useQueryClient();
  const [values, setValues] = useState<readonly string[]>(template.parameters.map(() => ''));
  // The same for every attempt: sent once, however often it is tried.
  const [ids] = useState(() => ({ commandId: newId(), clientId: newId() }));
  const missing = values.some((value) => value.trim() === '');
  const send = useMutation({
    mutationFn: () => {
      const parameters = template.parameters.map(({ name }, index) => ({ name, value: values[index] ?? '' }));
      const { name, language } = template;
      return withRetries(() =>
        api.conversations.sendTemplate({ id: conversationId, ...ids, template: { name, language, parameters } }),
      );
    },
    async onSuccess(detail) {
      applyDetail(queryClient, detail);
      await refreshTranscript(queryClient, conversationId);
      onClose();
    },
  });
  return (
    <>
      {template.parameters.map(({ name, example }, index) => (
        <TextInput
          key={name}
          label={/^\d+$/.test(name) ? `Value ${name}` : name}
          placeholder={example === '' ? undefined : `For example ${example}`}
          value={values[index] ?? ''}
          maxLength={1000}
          onChange={(event) => setValues(values.with(index, event.currentTarget.value))}
        />
      ))}
      <Text size="sm">The customer will read:</Text>
      <Blockquote p="sm" m={0} radius="md" dir="auto" style={{ whiteSpace: 'pre-wrap' }}>
        {template.text.replace(/\{\{(\d+)\}\}/g, (blank, number: string) => values[Number(number) - 1] || blank)}
      </Blockquote>
      {send.error && <Alert color="red" role="alert" title={errorMessage(send.error)} />}
      <Group justify="flex-end" gap="xs" mt="xs">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={missing} loading={send.isPending} onClick={() => send.mutate()}>
          Send
        </Button>
      </Group>
    </>
  );
}

function keyOf({ name, language }: MessageTemplate): string {
  return `${name} ${language}`;
}
