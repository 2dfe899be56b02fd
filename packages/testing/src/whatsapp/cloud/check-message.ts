import { z } from 'zod';

/** The Graph API's error in the form in which it answers. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: number;
  readonly details: string;

  constructor(status: number, code: number, message: string, details = message) {
    super(`(#${code}) ${message}`);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

const limited = (length: number) => z.string().min(1).max(length);
const reply = z.object({ type: z.literal('reply'), reply: z.object({ id: limited(256), title: limited(20) }) });
const row = z.object({ id: limited(200), title: limited(24), description: z.string().max(72).optional() });

const interactiveSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    body: z.object({ text: limited(1024) }),
    action: z.object({ buttons: z.array(reply).min(1).max(3) }),
  }),
  z.object({
    type: z.literal('list'),
    body: z.object({ text: limited(4096) }),
    action: z.object({
      button: limited(20),
      sections: z.array(z.object({ title: z.string().max(24).optional(), rows: z.array(row) })).min(1),
    }),
  }),
]);

const parameter = z.object({ type: z.literal('text'), text: limited(1024), parameter_name: z.string().optional() });
const media = z.strictObject({ id: z.string(), caption: limited(1024).optional() });
const shared = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
};

const messageSchema = z.discriminatedUnion('type', [
  z.object({
    ...shared,
    type: z.literal('text'),
    text: z.object({ body: limited(4096), preview_url: z.boolean().optional() }),
  }),
  z.object({ ...shared, type: z.literal('interactive'), interactive: interactiveSchema }),
  z.object({ ...shared, type: z.literal('image'), image: media }),
  z.object({ ...shared, type: z.literal('video'), video: media }),
  z.object({
    ...shared,
    type: z.literal('audio'),
    audio: z.strictObject({ id: z.string(), voice: z.boolean().optional() }),
  }),
  z.object({ ...shared, type: z.literal('sticker'), sticker: z.strictObject({ id: z.string() }) }),
  z.object({ ...shared, type: z.literal('document'), document: media.extend({ filename: z.string().optional() }) }),
  z.object({
    ...shared,
    type: z.literal('location'),
    location: z.strictObject({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: limited(1000).optional(),
      address: limited(1000).optional(),
    }),
  }),
  z.object({
    ...shared,
    type: z.literal('template'),
    template: z.object({
      name: limited(512),
      language: z.object({ code: limited(20) }),
      components: z.array(z.object({ type: z.literal('body'), parameters: z.array(parameter) })).optional(),
    }),
  }),
]);
export type SentMessage = z.infer<typeof messageSchema>;

/** Checks a message against the limits that Meta documents; throws as the Graph API refuses. */
export function checkMessage(body: unknown): SentMessage {
  const parsed = messageSchema.safeParse(body);
  if (!parsed.success) {
    throw new GraphError(400, 131009, 'Parameter value is not valid', z.prettifyError(parsed.error));
  }
  const message = parsed.data;
  if ((message.to === undefined) === (message.recipient === undefined)) {
    throw new GraphError(400, 131008, 'Required parameter is missing', 'Either to or recipient is required');
  }
  if (message.type === 'interactive') checkOptions(message.interactive);
  return message;
}

function checkOptions(interactive: z.infer<typeof interactiveSchema>): void {
  if (interactive.type === 'list') {
    const rows = interactive.action.sections.flatMap((section) => section.rows);
    if (rows.length < 1 || rows.length > 10) throw invalid('Total row count must be 1 to 10');
    if (new Set(rows.map(({ id }) => id)).size !== rows.length) throw invalid('Duplicate row ids');
    return;
  }
  const replies = interactive.action.buttons.map((button) => button.reply);
  if (new Set(replies.map(({ id }) => id)).size !== replies.length) throw invalid('Duplicate button ids');
  if (new Set(replies.map(({ title }) => title)).size !== replies.length) throw invalid('Duplicate button titles');
}

function invalid(details: string): GraphError {
  return new GraphError(400, 131009, 'Parameter value is not valid', details);
}
