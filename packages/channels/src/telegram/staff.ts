// What the runtime uses to reach staff by a bot; customers are reached by the adapter.
export { renderMarkdown } from './render-markdown.ts';
export { bold, joined, plain, type RichText, splitText } from './rich-text.ts';
export { createStaffBot, type StaffBot, type StaffMessage, type StaffProblem, type StaffResult } from './staff-bot.ts';
