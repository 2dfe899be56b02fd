import { z } from 'zod';
import { checkField, textOf } from './answer-check.ts';
import { type BotLanguage, botWords } from './bot-words.ts';
import type { Answer } from './flow/executor.ts';
import type { Json } from './json.ts';
import type { FormField, InboundContent, OutboundContent } from './message.ts';

/** A form to ask: texts as the customer reads them. `formId` names who asks, and comes back with the answer. */
export interface FormSpec {
  formId: string;
  title: string;
  fields: readonly FormField[];
  submitLabel: string;
  /** Of what is said about wrong answers, and of a channel's own words around the form. */
  language: BotLanguage;
}

type FormAnswer = Extract<Answer, { kind: 'fields' }>;

/** What answering led to: the whole form is in, or there is more to say and a new state to wait with. */
export type FormProgress =
  | { done: true; answer: FormAnswer }
  | {
      done: false;
      say: OutboundContent[];
      state: Json;
      /** Something that was given is wrong, and is asked again. */
      refused: boolean;
    };

/** Accepted values by field id; an optional field that was left out has an empty one. */
const stateSchema = z.object({ values: z.record(z.string(), z.string()) });
type Values = z.infer<typeof stateSchema>['values'];

/** Asks a form from its beginning. */
export function askForm(spec: FormSpec): { say: OutboundContent[]; state: Json } {
  return { say: [formContent(spec, spec.fields)], state: { values: {} } };
}

/**
 * Takes what the customer sent while a form waits: all of it at once, or, on a channel without forms and from
 * somebody who types instead, a field at a time. Good values are kept; only what is wrong is asked again.
 */
export function answerForm(spec: FormSpec, state: Json, content: InboundContent): FormProgress {
  const parsed = stateSchema.safeParse(state);
  const values = parsed.success ? parsed.data.values : {};
  return content.kind === 'form_answer' ? answerAll(spec, values, content) : answerNext(spec, values, content);
}

type FormAnswerContent = Extract<InboundContent, { kind: 'form_answer' }>;

function answerAll(spec: FormSpec, before: Values, content: FormAnswerContent): FormProgress {
  // The card of another form, sent in late, answers nothing here.
  if (content.formId !== spec.formId) return waiting([formContent(spec, openFields(spec, before))], before, true);
  const given = content.values;
  const values = { ...before };
  const { wrong: words } = botWords[spec.language];
  const wrong: { field: FormField; message: string }[] = [];
  for (const field of spec.fields) {
    const text = Object.hasOwn(given, field.id) ? given[field.id] : undefined;
    // What an earlier, partly accepted answer already holds need not come again.
    if ((text === undefined || text.trim() === '') && Object.hasOwn(values, field.id)) continue;
    const checked = checkField(field, text ?? '');
    if (checked.ok) values[field.id] = checked.value;
    else wrong.push({ field, message: words[checked.wrong] });
  }
  if (wrong.length === 0) return done(spec, values);
  const explanation = wrong.map(({ field, message }) => `${field.label}: ${message}`).join('\n');
  const again = formContent(
    spec,
    wrong.map(({ field }) => field),
  );
  return waiting([textContent(explanation), again], values, true);
}

function answerNext(spec: FormSpec, before: Values, content: InboundContent): FormProgress {
  const field = openFields(spec, before)[0];
  if (!field) return done(spec, before);
  const text = textOf(content) ?? '';
  // A tapped option names itself by id, which is exact; a form's options may share the beginning of their labels.
  const given = content.kind === 'choice' && hasOption(field, content.optionId) ? content.optionId : text;
  const words = botWords[spec.language];
  const checked = isSkipped(field, text, words.skip) ? { ok: true as const, value: '' } : checkField(field, given);
  if (!checked.ok) {
    const say = [textContent(words.wrong[checked.wrong]), fieldQuestion(field, spec.language)];
    return waiting(say, before, true);
  }
  const values = { ...before, [field.id]: checked.value };
  const next = openFields(spec, values)[0];
  return next ? waiting([fieldQuestion(next, spec.language)], values, false) : done(spec, values);
}

function hasOption(field: FormField, optionId: string): boolean {
  return field.type === 'choice' && (field.options ?? []).some((option) => option.id === optionId);
}

/** An optional field is passed over by a hyphen or the word "skip", in English or in the form's language. */
function isSkipped(field: FormField, text: string, skip: readonly string[]): boolean {
  return !field.required && ['-', '–', '—', 'skip', ...skip].includes(text.trim().toLowerCase());
}

function openFields(spec: FormSpec, values: Values): FormField[] {
  return spec.fields.filter((field) => !Object.hasOwn(values, field.id));
}

/** One field of a form as a question of its own, for channels that can't show a form. */
export function fieldQuestion(
  field: FormField,
  language: BotLanguage = 'en',
): Extract<OutboundContent, { kind: 'text' | 'choices' }> {
  const text = field.required ? field.label : `${field.label} ${botWords[language].optional}`;
  const options = field.options ?? [];
  if (field.type === 'choice' && options.length > 0) return { kind: 'choices', text, options, ...inLanguage(language) };
  return textContent(text);
}

function done(spec: FormSpec, values: Values): FormProgress {
  const fields = spec.fields.map((field) => ({ id: field.id, label: field.label, value: values[field.id] ?? '' }));
  return { done: true, answer: { kind: 'fields', fields } };
}

function waiting(say: OutboundContent[], values: Values, refused: boolean): FormProgress {
  return { done: false, say, state: { values }, refused };
}

function formContent(spec: FormSpec, fields: readonly FormField[]): OutboundContent {
  const { formId, title, submitLabel, language } = spec;
  return { kind: 'form', formId, title, fields: [...fields], submitLabel, ...inLanguage(language) };
}

function textContent(text: string) {
  return { kind: 'text' as const, text };
}

/** Names the language of a message with words of a channel's own around it; English goes without saying. */
export function inLanguage(language: BotLanguage): { language?: BotLanguage } {
  return language === 'en' ? {} : { language };
}
