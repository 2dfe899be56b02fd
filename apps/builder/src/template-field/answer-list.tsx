import type { AvailableAnswer } from '@baton/engine';
import { Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import classes from './template-field.module.css';

/** One line of the picker: an answer, or a field of a form's answer. */
export interface AnswerOption {
  /** `node-id` or `node-id.field`. */
  value: string;
  label: string;
  hint: string;
  certain: boolean;
  isField: boolean;
}

/** What the picker offers for what was typed so far. */
export function answerOptions(answers: readonly AvailableAnswer[], query: string): AnswerOption[] {
  const words = query.trim().toLowerCase();
  return answers
    .flatMap(({ nodeId, label, preview, fields, certain }): AnswerOption[] => [
      { value: nodeId, label, hint: preview, certain, isField: false },
      ...fields.map((field) => ({
        value: `${nodeId}.${field.id}`,
        label: `${label}: ${field.label || field.id}`,
        hint: `One field of ${label}`,
        certain,
        isField: true,
      })),
    ])
    .filter(({ value, label, hint }) => `${value} ${label} ${hint}`.toLowerCase().includes(words));
}

interface AnswerListProps {
  id: string;
  options: readonly AnswerOption[];
  active: number;
  onPick: (option: AnswerOption) => void;
}

/** The id of a line, for `aria-activedescendant`. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}

/** The picker's lines. The focus stays where the person types; `active` says which line the keyboard is on. */
export function AnswerList({ id, options, active, onPick }: AnswerListProps) {
  const activeLine = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) activeLine.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  if (options.length === 0) {
    return (
      <Text size="xs" c="dimmed" p={8}>
        No answer to insert. Questions, choices, forms and values before this node appear here.
      </Text>
    );
  }
  return (
    <div id={id} role="listbox" aria-label="Answers" className={classes.list}>
      {options.map((option, index) => (
        <div
          key={option.value}
          id={optionId(id, index)}
          ref={index === active ? activeLine : null}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes.option}
          data-field={option.isField || undefined}
          // The press would take the focus from the text that the answer goes into.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(option);
          }}
        >
          <span className={classes.optionLabel}>{option.label}</span>
          {!option.certain && <span className={classes.uncertain}>may be unanswered</span>}
          {option.hint !== '' && !option.isField && <span className={classes.hint}>{option.hint}</span>}
        </div>
      ))}
    </div>
  );
}
