import { Alert, List } from '@mantine/core';
import { useMemo } from 'react';
import { useEditor } from '../../editor/editor-context.tsx';
import { problemsOfNode } from '../../editor/problems-of-node.ts';

/** What is wrong with a node and is not shown at one of its fields or exits. */
export function NodeProblems({ nodeId }: { nodeId: string }) {
  const problems = useEditor((state) => state.problems);
  const [errors, warnings] = useMemo(() => {
    const own = problemsOfNode(problems, nodeId).filter(({ exit }) => exit === undefined);
    return [
      own.filter(({ severity, path }) => severity === 'error' && path === undefined),
      own.filter(({ severity }) => severity === 'warning'),
    ];
  }, [problems, nodeId]);
  return (
    <>
      {errors.length > 0 && <Messages color="red" messages={errors.map((problem) => problem.message)} />}
      {warnings.length > 0 && <Messages color="amber" messages={warnings.map((problem) => problem.message)} />}
    </>
  );
}

function Messages({ color, messages }: { color: string; messages: string[] }) {
  return (
    <Alert color={color} p="xs">
      {messages.length === 1 ? (
        messages[0]
      ) : (
        <List size="sm" spacing={4}>
          {messages.map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
