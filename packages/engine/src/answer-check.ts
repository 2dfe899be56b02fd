import { z } from 'zod';
import type { AnswerFault } from './bot-words.ts';
import { contactWords, fileWords, placeWords } from './content-words.ts';
import type { ChoiceOption, FormField, InboundContent } from './message.ts';

/** An accepted value, tidied up, or what is wrong with it: `BotWords` has the sentence for the customer. */
export type Checked = { ok: true; value: string } | { ok: false; wrong: AnswerFault };

const emailSchema = z.email().max(254);

/** Checks an e-mail address, as customers type it. */
export function checkEmail(text: string): Checked {
  const value = text.trim();
  return emailSchema.safeParse(value).success ? { ok: true, value } : { ok: false, wrong: 'email' };
}

/** Checks that a phone number has 6 to 15 digits; spaces, hyphens, dots, slashes and brackets are fine. */
export function checkPhone(text: string): Checked {
  const value = text.trim();
  const digits = value.replace(/[\s().\-/]/g, '');
  return /^\+?\d{6,15}$/.test(digits) ? { ok: true, value } : { ok: false, wrong: 'phone' };
}

/** Checks that there is anything but space. */
export function checkText(text: string): Checked {
  const value = text.trim();
  return value === '' ? { ok: false, wrong: 'blank' } : { ok: true, value };
}

/** What a customer said with a content of each kind, as text; null where it answers nothing but its own question. */
const texts: { [K in InboundContent['kind']]: (content: Extract<InboundContent, { kind: K }>) => string | null } = {
  text: ({ text }) => text,
  choice: ({ label }) => label,
  form_answer: () => null,
  // Who writes under a picture answers with the words.
  file: (content) => content.caption?.trim() || fileWords(content),
  location: placeWords,
  contact: (content) => (content.own ? (content.phones[0] ?? contactWords(content)) : contactWords(content)),
};

/**
 * What a customer said, as text: a picked option counts by its label, and what is no text by what it is.
 * Null for a form that was sent in, which answers nothing but its own question.
 */
export function textOf(content: InboundContent): string | null {
  return textOfKind(content.kind, content);
}

function textOfKind<K extends InboundContent['kind']>(
  kind: K,
  content: Extract<InboundContent, { kind: K }>,
): string | null {
  return texts[kind](content);
}

/**
 * The option a customer means: tapped, or typed as its label, its number or the beginning of just one label.
 * A tap on an older question, whose option has the same id but another label, is not this one.
 */
export function matchOption(options: readonly ChoiceOption[], content: InboundContent): ChoiceOption | null {
  if (content.kind === 'choice') {
    const tapped = options.find((option) => option.id === content.optionId && isShownAs(option.label, content.label));
    if (tapped) return tapped;
  }
  const said = textOf(content);
  return said === null ? null : matchTyped(options, said);
}

/** Whether `shown` is the label, or what a channel left of it when it was too long. */
function isShownAs(label: string, shown: string): boolean {
  return label.startsWith(
    shown
      .trim()
      .replace(/(?:…|\.\.\.)$/, '')
      .trimEnd(),
  );
}

function matchTyped(options: readonly ChoiceOption[], text: string): ChoiceOption | null {
  const typed = fold(text).replace(/[.!?]$/, '');
  if (typed === '') return null;
  const exact = options.find((option) => namesOf(option).includes(typed));
  if (exact) return exact;
  const number = /^#?(\d{1,3})[.)]?$/.exec(typed)?.[1];
  if (number !== undefined) return options[Number(number) - 1] ?? null;
  const beginning = options.filter((option) => namesOf(option).some((name) => name.startsWith(typed)));
  return beginning.length === 1 ? (beginning[0] ?? null) : null;
}

/** A label as somebody may type it: whole, and without the emoji or bullets around its words. */
function namesOf(option: ChoiceOption): string[] {
  const whole = fold(option.label);
  const words = whole.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  return words === '' || words === whole ? [whole] : [whole, words];
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Checks what was written into one field of a form. An empty optional field is fine; a choice becomes its label. */
export function checkField(field: FormField, text: string): Checked {
  if (text.trim() === '') return field.required ? { ok: false, wrong: 'missing' } : { ok: true, value: '' };
  return checkFilled[field.type](field, text);
}

const checkFilled = {
  text: (_field, text) => checkText(text),
  long_text: (_field, text) => checkText(text),
  email: (_field, text) => checkEmail(text),
  phone: (_field, text) => checkPhone(text),
  choice: (field, text) => {
    const options = field.options ?? [];
    const option = options.find((each) => each.id === text) ?? matchTyped(options, text);
    return option ? { ok: true, value: option.label } : { ok: false, wrong: 'option' };
  },
} satisfies Record<FormField['type'], (field: FormField, text: string) => Checked>;
