import type { FormContent, FormField, FormValues } from './content.ts';
import type { ChatPhrase } from './words.ts';

/** An answer as people read it: a choice shows its label, an empty answer a dash. */
export function readableValue(field: FormField, value: string | undefined): string {
  if (value === undefined || value.trim() === '') return '–';
  return field.options?.find((option) => option.id === value)?.label ?? value;
}

/** What is wrong with each field, by field id; empty when the form can be sent. The server checks again. */
export function formErrors(form: FormContent, values: FormValues): Record<string, ChatPhrase> {
  const errors: Record<string, ChatPhrase> = {};
  for (const field of form.fields) {
    const error = fieldError(field, (values[field.id] ?? '').trim());
    if (error !== null) errors[field.id] = error;
  }
  return errors;
}

function fieldError(field: FormField, value: string): ChatPhrase | null {
  if (value === '') return field.required ? requiredWords[field.type] : null;
  return formatChecks[field.type](value);
}

const requiredWords = {
  text: 'Fill this in.',
  long_text: 'Fill this in.',
  email: 'Enter your e-mail address.',
  phone: 'Enter your phone number.',
  choice: 'Choose one.',
} as const satisfies Record<FormField['type'], ChatPhrase>;

const formatChecks = {
  text: () => null,
  long_text: () => null,
  email: (value) => (/^\S+@\S+\.\S+$/.test(value) ? null : 'Enter an e-mail address like name@example.com.'),
  phone: (value) =>
    value.replace(/\D/g, '').length >= 5 ? null : 'Enter a phone number with its digits, like +1 555 010 0100.',
  choice: () => null,
} satisfies Record<FormField['type'], (value: string) => ChatPhrase | null>;

/** The browser's autofill hint for a field, from its type and its id. */
export function autoCompleteOf(field: FormField): string {
  if (field.type === 'email') return 'email';
  if (field.type === 'phone') return 'tel';
  return autoCompleteById.find(([pattern]) => pattern.test(field.id))?.[1] ?? 'off';
}

const autoCompleteById: [RegExp, string][] = [
  [/first-?name/, 'given-name'],
  [/(last-?name|surname)/, 'family-name'],
  [/(company|organi[sz]ation)/, 'organization'],
  [/(^|-)name$/, 'name'],
  [/(postcode|postal-code|zip)/, 'postal-code'],
  [/(^|-)(city|town)$/, 'address-level2'],
  [/address/, 'street-address'],
];
