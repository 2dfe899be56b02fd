import { contract } from '@baton/contracts';
import { isContractProcedure } from '@orpc/contract';
import { z } from 'zod';

export interface ContractRoute {
  /** As in the contract: `flows.publish`. */
  readonly name: string;
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  /** An input that the route's schema takes, as small as it can be. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Every route of the contract. */
export function contractRoutes(): ContractRoute[] {
  return walk(contract, []);
}

/** The request of a route: path parameters from `input`, the rest as the body. */
export function requestOf(route: ContractRoute, input: Readonly<Record<string, unknown>> = route.input) {
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name] ?? 'unknown')),
  );
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.has(name)));
  return { method: route.method, path: `/api${path}`, body: route.method === 'GET' ? undefined : body };
}

function walk(part: unknown, names: readonly string[]): ContractRoute[] {
  if (isContractProcedure(part)) {
    const { route, inputSchema } = part['~orpc'];
    const input = inputSchema instanceof z.ZodType ? sampleOf(inputSchema) : {};
    return [{ name: names.join('.'), method: route.method ?? 'POST', path: route.path ?? '', input }];
  }
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, inner]) => walk(inner, [...names, name]));
}

const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() =>
  z.object({
    type: z.string().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    format: z.string().optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), jsonSchema).optional(),
    anyOf: z.array(jsonSchema).optional(),
    oneOf: z.array(jsonSchema).optional(),
  }),
);

interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  required?: string[];
  properties?: Record<string, JsonSchema>;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

function sampleOf(schema: z.ZodType): Record<string, unknown> {
  const described = jsonSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));
  const smallest = asInput(sample(described));
  // Some schemas want one of several optional fields, which their JSON Schema can't say.
  const strings = Object.entries(described.properties ?? {}).filter(([, { type }]) => type === 'string');
  const fuller = Object.fromEntries(strings.map(([name, inner]) => [name, sample(inner)]));
  return schema.safeParse(smallest).success ? smallest : { ...fuller, ...smallest };
}

const asInput = (value: unknown) => z.record(z.string(), z.unknown()).parse(value);

function sample(schema: JsonSchema): unknown {
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return sample(choice);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const required = new Set(schema.required ?? []);
      const entries = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name));
      return Object.fromEntries(entries.map(([name, inner]) => [name, sample(inner)]));
    }
    case 'string':
      if (schema.format === 'email') return 'somebody@example.com';
      if (schema.format === 'uuid') return crypto.randomUUID();
      return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1, (schema.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'array':
      return [];
    default:
      return {};
  }
}
