import classes from './context-panel.module.css';

interface AnswersProps {
  answers: readonly { label: string; value: string }[];
}

/** Labels and what was answered, as given: never interpreted. */
export function Answers({ answers }: AnswersProps) {
  return (
    <dl className={classes.answers}>
      {answers.map(({ label, value }, index) => (
        <div key={index}>
          <dt dir="auto">{label}</dt>
          <dd dir="auto">{value === '' ? '—' : value}</dd>
        </div>
      ))}
    </dl>
  );
}
