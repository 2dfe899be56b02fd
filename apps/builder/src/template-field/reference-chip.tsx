import type { Reference } from '@baton/engine';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './template-field.module.css';

interface ReferenceChipProps {
  label: string;
  known: boolean;
  reference: Reference;
  source: string;
}

/** A reference in a text, as people read it: the question's title, and what is written when it is unanswered. */
export function ReferenceChip({ label, known, reference, source }: ReferenceChipProps) {
  return (
    <span className={classes.chip} data-unknown={known ? undefined : true} title={source}>
      {!known && <IconAlertTriangle size={12} stroke={2} aria-hidden />}
      <span>{label}</span>
      {reference.fallback && <span className={classes.fallback}>or “{reference.fallback}”</span>}
      {!known && <span className={classes.hidden}> (no such answer)</span>}
    </span>
  );
}
