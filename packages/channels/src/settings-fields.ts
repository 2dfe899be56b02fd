import { z } from 'zod';

/** One setting of a channel as a form shows it. */
export type SettingsField = { key: string; title: string; description: string | null } & (
  | { type: 'text'; maxLength: number | null }
  | { type: 'colour' }
  | { type: 'switch' }
  | { type: 'choice'; options: readonly { value: string; label: string }[] }
);

const property = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  format: z.string().optional(),
  maxLength: z.number().optional(),
  enum: z.array(z.string()).optional(),
  /** What people read for the values of `enum`, where that is not the value itself. */
  labels: z.record(z.string(), z.string()).optional(),
});
const objectSchema = z.object({ properties: z.record(z.string(), property).default({}) });

/** The form of a settings schema, in the schema's order: titles and descriptions come from its `.meta()`. */
export function settingsFields(schema: z.core.$ZodType): SettingsField[] {
  const { properties } = objectSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
  return Object.entries(properties).map(([key, found]) => {
    const shared = { key, title: found.title ?? key, description: found.description ?? null };
    if (found.type === 'boolean') return { ...shared, type: 'switch' };
    if (found.enum) {
      const labels = found.labels ?? {};
      const options = found.enum.map((value) => ({ value, label: labels[value] ?? sentenceCase(value) }));
      return { ...shared, type: 'choice', options };
    }
    if (found.format === 'color') return { ...shared, type: 'colour' };
    return { ...shared, type: 'text', maxLength: found.maxLength ?? null };
  });
}

function sentenceCase(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).replaceAll('_', ' ');
}
