import { type FormEvent, useId, useState } from 'react';
import type { FormContent, FormValues, PromptState } from './content.ts';
import { FormFieldInput } from './form-field-input.tsx';
import { FormSummary } from './form-summary.tsx';
import { formErrors } from './form-values.ts';
import { type ChatPhrase, useWords } from './words.ts';

interface FormCardProps {
  form: FormContent;
  prompt: PromptState;
  /** Called with the values when they are complete; without it the form can only be read. */
  onSubmit?: ((values: FormValues) => void) | undefined;
  /** Filled in beforehand: `previousValues(entries, index)`. */
  initial?: FormValues;
}

/** A form to fill in; once sent, a summary of what was answered. */
export function FormCard({ form, prompt, onSubmit, initial }: FormCardProps) {
  if (prompt.state === 'filled') return <FormSummary form={form} values={prompt.values} />;
  if (prompt.state !== 'open' || !onSubmit) return <UnansweredForm form={form} />;
  return <OpenForm form={form} onSubmit={onSubmit} initial={initial} />;
}

interface OpenFormProps {
  form: FormContent;
  onSubmit: (values: FormValues) => void;
  initial: FormValues | undefined;
}

function OpenForm({ form, onSubmit, initial }: OpenFormProps) {
  const t = useWords();
  const id = useId();
  const [values, setValues] = useState<FormValues>(() => ownValues(form, initial));
  const [errors, setErrors] = useState<Record<string, ChatPhrase | undefined>>({});

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const found = formErrors(form, values);
    setErrors(found);
    const first = form.fields.find((field) => found[field.id] !== undefined);
    if (!first) return onSubmit(trimmed(values));
    // The first wrong field takes the focus, so that its error is read out and can be mended at once.
    event.currentTarget.querySelector<HTMLElement>(`[name="${first.id}"]`)?.focus();
  }

  return (
    <form className="chat-form" aria-label={form.title || t('Form')} noValidate onSubmit={submit}>
      {form.title && (
        <p className="chat-form-title" dir="auto">
          {form.title}
        </p>
      )}
      {form.fields.map((field) => (
        <FormFieldInput
          key={field.id}
          id={`${id}-${field.id}`}
          field={field}
          value={values[field.id] ?? ''}
          error={errors[field.id]}
          onChange={(value) => {
            setValues({ ...values, [field.id]: value });
            setErrors({ ...errors, [field.id]: undefined });
          }}
        />
      ))}
      <button type="submit" className="chat-button" data-primary>
        {form.submitLabel}
      </button>
    </form>
  );
}

function UnansweredForm({ form }: { form: FormContent }) {
  const t = useWords();
  return (
    <div className="chat-form" data-closed>
      <p className="chat-form-title" dir="auto">
        {form.title || t('Form')}
      </p>
      <p className="chat-form-note" dir="auto">
        {form.fields.map((field) => field.label).join(' · ')}
      </p>
    </div>
  );
}

/** The form may ask less than before: only what it asks is filled in, and sent. */
function ownValues(form: FormContent, values: FormValues = {}): FormValues {
  return Object.fromEntries(form.fields.map(({ id }) => [id, values[id] ?? '']));
}

function trimmed(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, value.trim()]));
}
