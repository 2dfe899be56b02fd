import type { FormContent, FormValues } from './content.ts';
import { readableValue } from './form-values.ts';
import { CheckIcon } from './icons.tsx';
import { useWords } from './words.ts';

/** What was answered in a form, label by label. */
export function FormSummary({ form, values }: { form: FormContent; values: FormValues }) {
  const t = useWords();
  return (
    <div className="chat-form" data-sent>
      <p className="chat-form-title" dir="auto">
        {form.title || t('Form')}
        <span className="chat-form-sent">
          <CheckIcon /> {t('Sent')}
        </span>
      </p>
      <dl>
        {form.fields.map((field) => (
          <div key={field.id}>
            <dt dir="auto">{field.label}</dt>
            <dd dir="auto">{readableValue(field, values[field.id])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
