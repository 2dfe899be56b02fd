import { z } from 'zod';
import { badRequest, notEmulated } from './telegram-error.ts';
import type { EmulatedBot, World } from './world.ts';

export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
}

/** Who calls a method, and the files that came with the call by their part's name. */
export interface Caller {
  readonly world: World;
  readonly bot: EmulatedBot;
  readonly files: ReadonlyMap<string, Upload>;
}

/** A method of the Bot API. `names` lists the parameters it takes, so that the compiler can compare them. */
export interface Method<Result, Name> {
  readonly names: readonly Name[];
  call(caller: Caller, parameters: Readonly<Record<string, unknown>>): Promise<Result>;
}

/** Makes a method: what is missing or malformed is refused before it runs, and what is not emulated is refused loudly. */
export function method<Shape extends z.ZodRawShape, Result>(
  shape: Shape,
  run: (caller: Caller, parameters: z.output<z.ZodObject<Shape>>) => Result | Promise<Result>,
): Method<Result, keyof Shape> {
  const schema = z.object(shape);
  return {
    names: schema.keyof().options,
    async call(caller, parameters) {
      const unknown = Object.keys(parameters).find((name) => !Object.hasOwn(shape, name));
      if (unknown !== undefined) throw notEmulated(`the parameter ${unknown}`);
      const parsed = schema.safeParse(parameters);
      if (parsed.success) return run(caller, parsed.data);
      const [issue] = parsed.error.issues;
      throw badRequest(`${issue?.path.join('.') ?? 'parameters'}: ${issue?.message ?? 'invalid'}`);
    },
  };
}

// Parameters arrive as JSON or as form fields, where everything is a string: #making-requests.

export const integer = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
export const truth = z.union([
  z.boolean(),
  z.enum(['true', 'True', '1']).transform(() => true),
  z.enum(['false', 'False', '0', '']).transform(() => false),
]);
/** "JSON-serialized" parameters come as a string in form fields. */
export function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' ? parseJson(value) : value), schema);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
