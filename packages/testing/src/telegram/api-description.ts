import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const fieldSchema = z.object({
  name: z.string(),
  types: z.array(z.string()),
  required: z.boolean(),
  description: z.string(),
});
type Field = z.infer<typeof fieldSchema>;
const descriptionSchema = z.object({
  version: z.string(),
  methods: z.record(z.string(), z.object({ returns: z.array(z.string()), fields: z.array(fieldSchema).default([]) })),
  types: z.record(
    z.string(),
    z.object({ fields: z.array(fieldSchema).default([]), subtypes: z.array(z.string()).default([]) }),
  ),
});

/** Telegram's own description of the Bot API in a form for machines: calls and answers can be checked against it. */
export interface ApiDescription {
  readonly version: string;
  /** What is wrong with the parameters of a call: unknown, missing, or of another type. */
  problemsOfCall(method: string, parameters: Readonly<Record<string, unknown>>): string[];
  problemsOfAnswer(method: string, result: unknown): string[];
  problemsOfUpdate(update: unknown): string[];
}

/** Reads the description; undefined where the file is not there. */
export function readApiDescription(path: string): ApiDescription | undefined {
  if (!existsSync(path)) return undefined;
  const { version, methods, types } = descriptionSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

  /** Fits when one of the types fits; else what is wrong with the one that fits best. */
  function check(value: unknown, names: readonly string[], path: string): string[] {
    const attempts = names.map((name) => checkOne(value, name, path));
    return attempts.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }

  function checkOne(value: unknown, name: string, path: string): string[] {
    if (name.startsWith('Array of ')) {
      if (!Array.isArray(value)) return [`${path} is not an array`];
      return value.flatMap((item, index) => check(item, [name.slice('Array of '.length)], `${path}[${index}]`));
    }
    const basic = basics[name];
    if (basic) return basic(value) ? [] : [`${path}: ${JSON.stringify(value)?.slice(0, 60)} is not ${name}`];
    const type = types[name];
    if (!type) return [`${path}: the description has no type ${name}`];
    if (type.subtypes.length > 0) return check(value, type.subtypes, path);
    if (typeof value !== 'object' || value === null) return [`${path} is not an object, but should be ${name}`];
    return checkFields(Object.fromEntries(Object.entries(value)), type.fields, path, name);
  }

  function checkFields(given: Record<string, unknown>, fields: readonly Field[], path: string, of: string): string[] {
    const known = new Set(fields.map(({ name }) => name));
    const unknown = Object.keys(given).filter((name) => !known.has(name) && given[name] !== undefined);
    return [
      ...unknown.map((name) => `${path}.${name} is not a field of ${of}`),
      ...fields.flatMap((field) => checkField(given[field.name], field, `${path}.${field.name}`)),
    ];
  }

  function checkField(value: unknown, { types: names, required, description }: Field, path: string): string[] {
    if (value === undefined) return required ? [`${path} is missing`] : [];
    // What tells the kinds of a type apart: "Type of the reaction, always “emoji”".
    const [, only] = /(?:always|must be) [“"']?(\w+)[”"']?/.exec(description) ?? [];
    const tells = ['type', 'status', 'source'].some((name) => path.endsWith(`.${name}`));
    if (only !== undefined && tells && names[0] === 'String' && value !== only) return [`${path} must be ${only}`];
    return check(value, names, path);
  }

  return {
    version,
    problemsOfCall(method, parameters) {
      const found = methods[method];
      if (!found) return [`there is no method ${method}`];
      return checkFields({ ...parameters }, found.fields, method, 'the method');
    },
    problemsOfAnswer: (method, result) => check(result, methods[method]?.returns ?? [], `${method}()`),
    problemsOfUpdate: (update) => check(update, ['Update'], 'update'),
  };
}

const basics: Readonly<Record<string, (value: unknown) => boolean>> = {
  Integer: Number.isInteger,
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  True: (value) => value === true,
  // In a form, the name of the part that holds the file.
  InputFile: (value) => typeof value === 'string' && value.startsWith('attach://'),
};
