import type { FlowVersion } from '@baton/contracts';
import type { Problem } from '@baton/engine';
import { api, errorCode, errorData, errorMessage } from '@baton/ui';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { useEditor } from '../../editor/editor-context.tsx';
import { useFlowSession } from '../../editor/flow-session.tsx';
import { useGoToProblem } from '../../editor/go-to-problem.ts';
import { ProblemList } from '../../editor/problem-list.tsx';
import { finishing } from './finishing.ts';

interface PublishDialogProps {
  opened: boolean;
  versions: readonly FlowVersion[];
  isCurrent: boolean;
  onClose: () => void;
  onPublished: (version: FlowVersion, revision: number) => Promise<void>;
}

/** Says what publishing will do, or what stands in its way. */
export function PublishDialog({ opened, versions, isCurrent, onClose, onPublished }: PublishDialogProps) {
  const { draft, queue } = useFlowSession();
  const problems = useEditor((state) => state.problems);
  const goTo = useGoToProblem();
  const publish = useMutation({
    mutationFn: async () => {
      if (!(await queue.flush())) throw new UnsavedError();
      const { revision } = queue.state.getState();
      return { version: await api.flows.publish({ id: draft.id, revision }), revision };
    },
    onSuccess: ({ version, revision }) => onPublished(version, revision),
  });
  const errors = refusedProblems(publish.error) ?? problems.filter(({ severity }) => severity === 'error');
  const { isLive, next, rest } = useWhileOpen(opened, {
    isLive: isCurrent,
    next: (versions[0]?.number ?? 0) + 1,
    rest: finishing(versions),
  });

  function pick(problem: Problem) {
    publish.reset();
    onClose();
    goTo(problem);
  }

  function close() {
    publish.reset();
    onClose();
  }

  if (errors.length > 0) {
    const count = errors.length === 1 ? 'one problem' : `${errors.length} problems`;
    return (
      <Modal opened={opened} onClose={close} title={`Fix ${count} first`} size="lg">
        <Text c="dimmed" mb="xs">
          The flow can’t be published while these stand. Choose one to go there.
        </Text>
        <ProblemList problems={errors} onPick={pick} />
      </Modal>
    );
  }

  return (
    <Modal opened={opened} onClose={close} title={isLive ? 'Nothing to publish' : `Publish version ${next}?`}>
      <Stack>
        {isLive ? (
          <Text>Version {next - 1} is live, and the draft is the same.</Text>
        ) : (
          <Text>
            New conversations start on version {next} at once. {rest || 'No conversation is open on an older version.'}{' '}
            The texts and times of Configure apply to all of them.
          </Text>
        )}
        {publish.isError && (
          <Alert color="red" title="The flow was not published">
            {publish.error instanceof UnsavedError ? publish.error.message : errorMessage(publish.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            {isLive ? 'Close' : 'Not yet'}
          </Button>
          {!isLive && (
            <Button data-autofocus loading={publish.isPending} onClick={() => publish.mutate()}>
              Publish
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

/** The words of a dialog: on its way out it keeps those it had, though the flow has moved on. */
function useWhileOpen<Words extends object>(opened: boolean, words: Words): Words {
  const [shown, setShown] = useState(words);
  if (opened && JSON.stringify(shown) !== JSON.stringify(words)) setShown(words);
  return shown;
}

/** Publishing needs the draft on the server first. */
class UnsavedError extends Error {
  constructor() {
    super('Your last changes are not saved yet. See the saved state next to the name, then publish again.');
  }
}

const refusal = z.object({ problems: z.array(z.object({ message: z.string(), nodeId: z.string().optional() })) });

/** What the server found wrong: its word counts. */
function refusedProblems(error: unknown): Problem[] | null {
  if (errorCode(error) !== 'FLOW_HAS_ERRORS') return null;
  const data = refusal.safeParse(errorData(error));
  return data.success ? data.data.problems.map((problem) => ({ severity: 'error', code: 'node', ...problem })) : null;
}
