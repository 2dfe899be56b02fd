import { CloseButton, Text } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useEditor } from '../../editor/editor-context.tsx';
import { useGoToProblem } from '../../editor/go-to-problem.ts';
import { ProblemList } from '../../editor/problem-list.tsx';
import classes from './problems.module.css';

/** Everything that is wrong with the flow, each line a way to its place. */
export function ProblemsPanel({ onClose }: { onClose: () => void }) {
  const problems = useEditor((state) => state.problems);
  const goTo = useGoToProblem();
  return (
    <section className={classes.panel} aria-label="Problems">
      <header className={classes.header}>
        <h2>Problems</h2>
        <CloseButton aria-label="Close the problems" size="sm" onClick={onClose} />
      </header>
      {problems.length === 0 ? (
        <Text c="dimmed" className={classes.none}>
          <IconCircleCheck size={18} stroke={1.75} color="var(--baton-done)" aria-hidden />
          Nothing is wrong. The flow can be published.
        </Text>
      ) : (
        <ProblemList problems={problems} onPick={goTo} />
      )}
    </section>
  );
}
