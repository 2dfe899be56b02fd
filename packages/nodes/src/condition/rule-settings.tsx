import { Group, NativeSelect, Paper, Select, Stack, Text } from '@mantine/core';
import { ItemActions } from '../item-actions.tsx';
import type { NodeEditorContext } from '../node-editor.tsx';
import { type ConditionRule, comparesValue, conditionOperators, operatorLabels } from './definition.ts';

interface RuleSettingsProps {
  rule: ConditionRule;
  index: number;
  count: number;
  onChange: (rule: ConditionRule) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
  context: NodeEditorContext;
}

/** One rule: whose answer, compared how, with what. */
export function RuleSettings({ rule, index, count, onChange, onMove, onRemove, context }: RuleSettingsProps) {
  const { TemplateField, answers, errorAt } = context;
  const path = `rules.${index}`;
  const name = `rule ${index + 1}`;
  return (
    <Paper withBorder p={8} bg="var(--baton-canvas)" role="group" aria-label={`Rule ${index + 1}`}>
      <Stack gap={8}>
        <Group justify="space-between" wrap="nowrap">
          <Text size="xs" c="dimmed" fw={500}>
            Rule {index + 1}
          </Text>
          <ItemActions name={name} index={index} count={count} onMove={onMove} onRemove={onRemove} />
        </Group>
        <Select
          aria-label={`Answer of ${name}`}
          placeholder="Choose an answer"
          searchable
          nothingFoundMessage="No answer of that name before this node"
          value={rule.answer === '' ? null : rule.answer}
          data={answerChoices(answers, rule.answer)}
          data-path={`${path}.answer`}
          error={errorAt(`${path}.answer`)}
          onChange={(answer) => onChange({ ...rule, answer: answer ?? '' })}
        />
        <NativeSelect
          aria-label={`Comparison of ${name}`}
          value={rule.operator}
          data={conditionOperators.map((value) => ({ value, label: operatorLabels[value] }))}
          onChange={(event) => {
            const operator = conditionOperators.find((value) => value === event.currentTarget.value);
            if (operator) onChange({ ...rule, operator });
          }}
        />
        {comparesValue(rule.operator) && (
          <TemplateField
            label="Value"
            value={rule.value}
            onChange={(value) => onChange({ ...rule, value })}
            path={`${path}.value`}
            singleLine
          />
        )}
      </Stack>
    </Paper>
  );
}

/** Every answer and every field of a form; a chosen one that is gone stays visible, and validation reports it. */
function answerChoices(answers: NodeEditorContext['answers'], chosen: string) {
  const choices = answers.flatMap(({ nodeId, label, fields }) => [
    { value: nodeId, label },
    ...fields.map((field) => ({ value: `${nodeId}.${field.id}`, label: `${label}: ${field.label || field.id}` })),
  ]);
  const known = chosen === '' || choices.some(({ value }) => value === chosen);
  return known ? choices : [...choices, { value: chosen, label: `${chosen} (not available here)` }];
}
