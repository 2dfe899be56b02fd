import { Button, Input, SegmentedControl, Stack } from '@mantine/core';
import { IconArrowsSplit2, IconPlus } from '@tabler/icons-react';
import { moveItem, replaceAt } from '../editor-data.ts';
import { defineNodeEditor, type NodeEditorProps } from '../node-editor.tsx';
import { type ConditionData, conditionSchema, definition } from './definition.ts';
import { RuleSettings } from './rule-settings.tsx';

const MAX_RULES = 20;

function ConditionEditor({ data, onChange, context }: NodeEditorProps<ConditionData>) {
  const { rules } = data;
  const setRules = (next: ConditionData['rules']) => onChange({ ...data, rules: next });
  const add = () => setRules([...rules, { answer: '', operator: 'equals', value: '' }]);
  return (
    <Stack gap="md">
      {rules.length > 1 && (
        <SegmentedControl
          fullWidth
          aria-label="How the rules go together"
          value={data.match}
          data={[
            { value: 'all', label: 'All must hold' },
            { value: 'any', label: 'One is enough' },
          ]}
          onChange={(match) => onChange({ ...data, match })}
        />
      )}
      <Input.Wrapper label="Rules" labelElement="div" error={context.errorAt('rules')} data-path="rules">
        <Stack gap={8} mt={4}>
          {rules.map((rule, index) => (
            <RuleSettings
              key={index}
              rule={rule}
              index={index}
              count={rules.length}
              onChange={(next) => setRules(replaceAt(rules, index, next))}
              onMove={(to) => setRules(moveItem(rules, index, to))}
              onRemove={() => setRules(rules.filter((_, at) => at !== index))}
              context={context}
            />
          ))}
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={16} stroke={1.75} />}
            onClick={add}
            disabled={rules.length >= MAX_RULES}
            style={{ alignSelf: 'flex-start' }}
          >
            Add rule
          </Button>
        </Stack>
      </Input.Wrapper>
    </Stack>
  );
}

export const editor = defineNodeEditor({
  definition,
  schema: conditionSchema,
  icon: IconArrowsSplit2,
  Editor: ConditionEditor,
});
