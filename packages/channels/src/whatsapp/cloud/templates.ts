import { z } from 'zod';
import type { MessageTemplate } from '../../channel-adapter.ts';

const componentSchema = z.object({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(z.looseObject({ url: z.string().optional(), type: z.string() })).optional(),
  example: z
    .object({
      body_text: z.array(z.array(z.string())).optional(),
      body_text_named_params: z.array(z.object({ param_name: z.string(), example: z.string() })).optional(),
    })
    .optional()
    .catch(undefined),
});

const templateSchema = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  parameter_format: z.string().optional(),
  components: z.array(componentSchema),
});

const pageSchema = z.object({ data: z.array(z.unknown()) });

/**
 * Reads the answer of `/{business account}/message_templates`: the approved ones whose blanks are all in their body.
 * https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates
 */
export function readTemplates(answer: unknown): MessageTemplate[] {
  return pageSchema.parse(answer).data.flatMap((each) => {
    const parsed = templateSchema.safeParse(each);
    if (!parsed.success || parsed.data.status !== 'APPROVED') return [];
    return templateOf(parsed.data) ?? [];
  });
}

/** Null where more than words would have to be filled in, such as a picture on top. */
function templateOf({ name, language, components }: z.infer<typeof templateSchema>): MessageTemplate | null {
  const body = components.find(({ type }) => type === 'BODY');
  if (body?.text === undefined || components.some(needsMore)) return null;
  const names = [...new Set(Array.from(body.text.matchAll(/\{\{\s*(\w+)\s*\}\}/g), ([, blank = '']) => blank))];
  const named = new Map(body.example?.body_text_named_params?.map(({ param_name, example }) => [param_name, example]));
  const [examples = []] = body.example?.body_text ?? [];
  const parts = components.flatMap(({ type, text }) =>
    text === undefined || !['HEADER', 'BODY', 'FOOTER'].includes(type) ? [] : [text],
  );
  return {
    name,
    language,
    text: numbered(parts.join('\n\n'), names),
    parameters: names.map((blank, index) => ({ name: blank, example: named.get(blank) ?? examples[index] ?? '' })),
  };
}

function needsMore({ type, format, text, buttons }: z.infer<typeof componentSchema>): boolean {
  if (type === 'HEADER') return (format !== undefined && format !== 'TEXT') || /\{\{/.test(text ?? '');
  if (type === 'BUTTONS')
    return (buttons ?? []).some(({ type: kind, url }) => kind === 'COPY_CODE' || /\{\{/.test(url ?? ''));
  return type !== 'BODY' && type !== 'FOOTER';
}

/** Blanks may have names: here they are counted, in the order in which they come. */
function numbered(text: string, names: readonly string[]): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, blank: string) => `{{${names.indexOf(blank) + 1}}}`);
}
