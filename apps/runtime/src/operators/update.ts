import { readStaffSaid } from '@baton/channels/telegram-staff';
import { z } from 'zod';

/** What the operators' bot hears, as far as operators need it: https://core.telegram.org/bots/api#update. */
const personSchema = z.object({
  id: z.int(),
  is_bot: z.boolean(),
  first_name: z.string(),
  last_name: z.string().optional(),
  username: z.string().optional(),
});
const chatSchema = z.object({ id: z.int(), type: z.string(), title: z.string().optional() });

/** Whole: what is sent in it is read by the channel. */
const messageSchema = z.looseObject({
  message_id: z.int(),
  chat: chatSchema,
  from: personSchema.optional(),
  text: z.string().optional(),
  migrate_to_chat_id: z.int().optional(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  reply_to_message: z.object({ message_id: z.int(), from: personSchema.optional() }).optional(),
});
const tapSchema = z.object({
  id: z.string(),
  from: personSchema,
  data: z.string().optional(),
  message: z.object({ message_id: z.int(), chat: chatSchema }).optional(),
});
const membershipSchema = z.object({
  chat: chatSchema,
  from: personSchema,
  new_chat_member: z.object({ status: z.string() }),
});

export const updateSchema = z.object({
  update_id: z.int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: tapSchema.optional(),
  my_chat_member: membershipSchema.optional(),
});

export type Update = z.infer<typeof updateSchema>;
export type Message = z.infer<typeof messageSchema>;
export type Tap = z.infer<typeof tapSchema>;
export type Membership = z.infer<typeof membershipSchema>;
export type Person = z.infer<typeof personSchema>;

/** How somebody calls themselves on Telegram. */
export function nameOf({ first_name, last_name }: Person): string {
  return [first_name, last_name].filter(Boolean).join(' ').slice(0, 100);
}

/** What an operator has changed of what customers got; a place that moves is none. */
export function isRewritten(message: Message): boolean {
  if (message.text !== undefined) return commandOf(message.text) === null;
  return readStaffSaid(message)?.kind === 'file';
}

/** A command and what follows it: `/start op_…`, also as `/start@salon_bot op_…`. */
export function commandOf(text: string | undefined): { readonly name: string; readonly rest: string } | null {
  const match = /^\/([a-z_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/i.exec(text?.trim() ?? '');
  return match ? { name: match[1]?.toLowerCase() ?? '', rest: match[2]?.trim() ?? '' } : null;
}
