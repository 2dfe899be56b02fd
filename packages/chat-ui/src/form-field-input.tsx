import type { ReactNode } from 'react';
import type { FormField } from './content.ts';
import { autoCompleteOf } from './form-values.ts';
import { type ChatPhrase, useWords } from './words.ts';

interface FieldProps {
  id: string;
  field: FormField;
  value: string;
  /** Absent when nothing is wrong. */
  error: ChatPhrase | undefined;
  onChange: (value: string) => void;
}

/** Up to this many options are shown at once, more go into a list. */
const MAX_RADIOS = 5;

/** A labelled field with its error. */
export function FormFieldInput(props: FieldProps) {
  return fieldInputs[props.field.type](props);
}

const fieldInputs = {
  text: (props) => <TextInput {...props} type="text" />,
  email: (props) => <TextInput {...props} type="email" />,
  phone: (props) => <TextInput {...props} type="tel" />,
  long_text: (props) => <LongText {...props} />,
  choice: (props) => ((props.field.options ?? []).length > MAX_RADIOS ? <Select {...props} /> : <Radios {...props} />),
} satisfies Record<FormField['type'], (props: FieldProps) => ReactNode>;

/** The attributes that every control shares. */
function controlProps({ id, field, error }: FieldProps) {
  return {
    id,
    name: field.id,
    required: field.required,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
  } as const;
}

function TextInput(props: FieldProps & { type: 'text' | 'email' | 'tel' }) {
  return (
    <Labelled {...props}>
      <input
        {...controlProps(props)}
        type={props.type}
        dir="auto"
        autoComplete={autoCompleteOf(props.field)}
        maxLength={4000}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </Labelled>
  );
}

function LongText(props: FieldProps) {
  return (
    <Labelled {...props}>
      <textarea
        {...controlProps(props)}
        dir="auto"
        rows={3}
        autoComplete="off"
        maxLength={4000}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
    </Labelled>
  );
}

function Select(props: FieldProps) {
  const t = useWords();
  return (
    <Labelled {...props}>
      <select
        {...controlProps(props)}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <option value="">{t('Choose one')}</option>
        {props.field.options?.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

function Radios(props: FieldProps) {
  const { id, field, value, error, onChange } = props;
  return (
    <fieldset className="chat-field" aria-describedby={error ? `${id}-error` : undefined}>
      <legend dir="auto">
        <LabelText field={field} />
      </legend>
      {field.options?.map((option) => (
        <label key={option.id} className="chat-radio">
          <input
            type="radio"
            name={field.id}
            value={option.id}
            checked={value === option.id}
            aria-invalid={error ? true : undefined}
            onChange={() => onChange(option.id)}
          />
          <span dir="auto">{option.label}</span>
        </label>
      ))}
      <FieldError id={id} error={error} />
    </fieldset>
  );
}

function Labelled({ id, field, error, children }: FieldProps & { children: ReactNode }) {
  return (
    <div className="chat-field">
      <label htmlFor={id} dir="auto">
        <LabelText field={field} />
      </label>
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}

function LabelText({ field }: { field: FormField }) {
  const t = useWords();
  return (
    <>
      {field.label}
      {!field.required && <span className="chat-optional"> ({t('optional')})</span>}
    </>
  );
}

function FieldError({ id, error }: { id: string; error: ChatPhrase | undefined }) {
  const t = useWords();
  if (!error) return null;
  return (
    <p id={`${id}-error`} className="chat-error">
      {t(error)}
    </p>
  );
}
