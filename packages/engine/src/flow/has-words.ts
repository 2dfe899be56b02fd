import type { OutboundContent } from '../message.ts';

/** Whether there is anything to send: a text whose references were all unanswered may be blank. */
export function hasWords(content: OutboundContent): boolean {
  return content.kind !== 'text' || content.text.trim() !== '';
}
