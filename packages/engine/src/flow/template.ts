import type { Answer } from './executor.ts';

/** A place in a template that an answer fills: `<<node-id>>`, `<<form.field>>`, with `|fallback` or without. */
export interface Reference {
  nodeId: string;
  /** One field of a form; null means all of the answer. */
  field: string | null;
  /** Written where there is no answer; null writes nothing. */
  fallback: string | null;
}

/** A template taken apart: literal text, and references with the text they were written as. */
export type TemplatePart = { text: string } | (Reference & { source: string });

const id = '[a-z0-9]+(?:-[a-z0-9]+)*';
const reference = `\\s*(${id})(?:\\.(${id}))?\\s*`;
/**
 * An escaped opener, or a reference in either spelling. A fallback ends before the next opener of its own kind,
 * so no text is looked at more than twice: templates come from imports too, and take linear time.
 */
const marks = new RegExp(
  `\\\\(<<|\\{\\{)|<<${reference}(?:\\|((?:(?!<<|>>)[\\s\\S])*))?>>|\\{\\{${reference}(?:\\|((?:(?!\\{\\{|\\}\\})[\\s\\S])*))?\\}\\}`,
  'g',
);

const CACHED_TEMPLATES = 5000;
const cache = new Map<string, readonly TemplatePart[]>();

/** Takes a template apart. What is not a well-formed reference stays text; `\<<` is a literal `<<`. Kept for next time. */
export function parseTemplate(template: string): readonly TemplatePart[] {
  const known = cache.get(template);
  if (known) return known;
  const parts = parse(template);
  if (cache.size >= CACHED_TEMPLATES) cache.clear();
  cache.set(template, parts);
  return parts;
}

function parse(template: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let text = '';
  let position = 0;
  for (const match of template.matchAll(marks)) {
    text += template.slice(position, match.index);
    position = match.index + match[0].length;
    const [source, escaped, angleId, angleField, angleFallback, curlyId, curlyField, curlyFallback] = match;
    const nodeId = angleId ?? curlyId;
    if (nodeId === undefined) {
      text += escaped ?? '';
      continue;
    }
    if (text !== '') parts.push({ text });
    text = '';
    const field = angleField ?? curlyField ?? null;
    parts.push({ nodeId, field, fallback: angleFallback ?? curlyFallback ?? null, source });
  }
  text += template.slice(position);
  if (text !== '') parts.push({ text });
  return parts;
}

/** A template filled with answers, in one pass: what an answer or a fallback contains is never looked at again. */
export function renderTemplate(template: string, answers: Readonly<Record<string, Answer>>): string {
  return parseTemplate(template)
    .map((part) => ('text' in part ? part.text : (answerText(part, answers) ?? part.fallback ?? '')))
    .join('');
}

/** What a reference stands for, or null while it is unanswered. A form is its "Label: value" lines. */
function answerText(part: Reference, answers: Readonly<Record<string, Answer>>): string | null {
  // An id like `constructor` must not find what every object inherits.
  const answer = Object.hasOwn(answers, part.nodeId) ? answers[part.nodeId] : undefined;
  if (!answer) return null;
  if (answer.kind === 'value') return part.field === null && answer.value !== '' ? answer.value : null;
  if (part.field !== null) return answer.fields.find((field) => field.id === part.field)?.value || null;
  const answered = answer.fields.filter((field) => field.value !== '');
  return answered.length === 0 ? null : answered.map((field) => `${field.label}: ${field.value}`).join('\n');
}

/** The answers a template asks for, in the order of the text. */
export function referencesOf(template: string): Reference[] {
  return parseTemplate(template).flatMap((part) => ('text' in part ? [] : [part]));
}

/** The template with every reference to node `from` pointing at `to`; all else stays as it was typed. */
export function renameReference(template: string, from: string, to: string): string {
  return template.replace(marks, (source: string, _escaped, angleId, _field, _fallback, curlyId) =>
    // The id is the first thing after the opener, so its first occurrence is the one to replace.
    (angleId ?? curlyId) === from ? source.replace(from, () => to) : source,
  );
}

/** The template with every reference to one field of a form pointing at the field's new id; all else as it was typed. */
export function renameFieldReference(template: string, nodeId: string, from: string, to: string): string {
  return template.replace(marks, (source: string, _escaped, angleId, angleField, _fallback, curlyId, curlyField) =>
    (angleId ?? curlyId) === nodeId && (angleField ?? curlyField) === from
      ? source.replace(`${nodeId}.${from}`, () => `${nodeId}.${to}`)
      : source,
  );
}

/**
 * What looks like a reference but can't be one, such as `<<Name>>`: it would reach the customer as it stands.
 * Escaped ones are meant to.
 */
export function malformedReferences(template: string): string[] {
  return template.replace(marks, '\n').match(/<<[^<>\n]{1,80}>>|\{\{[^{}\n]{1,80}\}\}/g) ?? [];
}
