import { Input, Stack } from '@mantine/core';
import { replaceAt } from '../editor-data.ts';
import type { FormData } from '../form-definition.ts';
import type { NodeEditorProps } from '../node-editor.tsx';
import { TeamSelect } from '../team-select.tsx';

/** Which team each option of a choice leads to. Shown where there is a team to choose, or one that is no more. */
export function RouteSettings({ data, onChange, context }: NodeEditorProps<FormData>) {
  const leads = data.fields.some(({ options }) => options?.some(({ team }) => team !== undefined));
  if (context.teams.length === 0 && !leads) return null;

  function route(fieldAt: number, optionAt: number, team: string | null) {
    const field = data.fields[fieldAt];
    const option = field?.options?.[optionAt];
    if (!field?.options || !option) return;
    const { id, label } = option;
    const options = replaceAt(field.options, optionAt, { id, label, ...(team === null ? {} : { team }) });
    onChange({ ...data, fields: replaceAt(data.fields, fieldAt, { ...field, options }) });
  }

  return data.fields.map((field, fieldAt) =>
    field.type !== 'choice' ? null : (
      <Input.Wrapper
        key={field.id}
        label={`“${field.label || 'Choice'}” leads to`}
        labelElement="div"
        description="Who picks it is answered by this team."
      >
        <Stack gap={8} mt={8}>
          {(field.options ?? []).map((option, optionAt) => (
            <TeamSelect
              key={option.id}
              label={option.label || `Option ${optionAt + 1}`}
              none="Whom the Handoff node asks"
              value={option.team ?? null}
              onChange={(team) => route(fieldAt, optionAt, team)}
              path={`fields.${fieldAt}.options.${optionAt}.team`}
              context={context}
            />
          ))}
        </Stack>
      </Input.Wrapper>
    ),
  );
}
