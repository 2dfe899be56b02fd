import type { Problem } from '@baton/engine';
import { Text, UnstyledButton } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react';
import classes from './problem-list.module.css';

interface ProblemListProps {
  problems: readonly Problem[];
  onPick: (problem: Problem) => void;
}

/** Problems as buttons that lead to their place. */
export function ProblemList({ problems, onPick }: ProblemListProps) {
  return (
    <ul className={classes.list}>
      {problems.map((problem, index) => (
        <li key={`${problem.message} ${index}`}>
          <UnstyledButton className={classes.line} onClick={() => onPick(problem)}>
            {problem.severity === 'error' ? (
              <IconAlertCircle size={16} stroke={1.75} className={classes.error} aria-label="Error" />
            ) : (
              <IconAlertTriangle size={16} stroke={1.75} className={classes.warning} aria-label="Warning" />
            )}
            <span className={classes.words}>{problem.message}</span>
            {problem.nodeId && (
              <Text component="span" size="xs" c="dimmed" ff="monospace" truncate maw={160}>
                {problem.nodeId}
              </Text>
            )}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
