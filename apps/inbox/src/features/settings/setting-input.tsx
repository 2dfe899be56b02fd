import type { SettingsField } from '@baton/channels/definitions';
import type { Json } from '@baton/engine';
import { ColorInput, Input, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';

interface SettingInputProps {
  field: SettingsField;
  value: Json | undefined;
  disabled: boolean;
  onChange: (value: Json) => void;
}

/** One setting of a channel type, as the type describes it. */
export function SettingInput({ field, value, disabled, onChange }: SettingInputProps) {
  const text = typeof value === 'string' ? value : '';
  const shared = { label: field.title, description: field.description, disabled };
  switch (field.type) {
    case 'text':
      return (
        <TextInput
          {...shared}
          value={text}
          maxLength={field.maxLength ?? undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    case 'colour':
      return (
        <ColorInput
          {...shared}
          value={text}
          format="hex"
          onChange={onChange}
          eyeDropperButtonProps={{ 'aria-label': 'Pick a colour from the screen' }}
        />
      );
    case 'switch':
      return (
        <Switch
          {...shared}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          mt="xs"
        />
      );
    case 'choice':
      // More than a row holds.
      if (field.options.length > 4) {
        return (
          <Select
            {...shared}
            data={field.options}
            value={text}
            allowDeselect={false}
            onChange={(chosen) => chosen !== null && onChange(chosen)}
          />
        );
      }
      return (
        <Input.Wrapper {...shared} labelElement="div">
          <SegmentedControl
            fullWidth
            mt={4}
            aria-label={field.title}
            data={[...field.options]}
            value={text}
            disabled={disabled}
            onChange={onChange}
          />
        </Input.Wrapper>
      );
  }
}
