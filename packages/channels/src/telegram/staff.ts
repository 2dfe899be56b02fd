// What the runtime uses to reach staff by a bot; customers are reached by the adapter.
export { renderMarkdown } from './render-markdown.ts';
export { bold, CAPTION_LENGTH, joined, plain, type RichText, splitText } from './rich-text.ts';
export { methodFor } from './send-file.ts';
export {
  createStaffBot,
  type StaffBot,
  type StaffMedia,
  type StaffMessage,
  type StaffResult,
} from './staff-bot.ts';
export { readStaffSaid, type StaffSaid } from './staff-said.ts';
export { takesWebhook } from './takes-webhook.ts';
