import { Anchor } from '@mantine/core';
import classes from './context-panel.module.css';

interface AnswersProps {
  answers: readonly { label: string; value: string; file?: { fileId: string; name: string } | undefined }[];
}

/** Labels and what was answered, as given: never interpreted. */
export function Answers({ answers }: AnswersProps) {
  return (
    <dl className={classes.answers}>
      {answers.map(({ label, value, file }, index) => (
        <div key={index}>
          <dt dir="auto">{label}</dt>
          <dd dir="auto">
            {file ? (
              <Anchor href={`/api/files/${file.fileId}`} target="_blank" rel="noreferrer" underline="always">
                {file.name}
              </Anchor>
            ) : (
              value || '—'
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
