import {
  defineExecutor,
  type InboundContent,
  inLanguage,
  type NodeContext,
  type OutboundContent,
  textOf,
} from '@baton/engine';
import { type RatingData, ratingOptions, ratingSchema } from './definition.ts';
import { wrongRating } from './words.ts';

export const executor = defineExecutor<RatingData>({
  type: 'rating',
  schema: ratingSchema,
  enter: (context) => ({ say: [question(context)], next: { do: 'wait', state: null } }),
  resume(context, input, state) {
    if (input.type !== 'customer.message') return { next: { do: 'wait', state } };
    const rating = ratingIn(input.content);
    if (rating !== null) return { answer: { kind: 'value', value: rating }, next: { do: 'continue' } };
    const explanation = context.fill(context.data.errorText).trim() || wrongRating[context.language];
    const say = [{ kind: 'text', text: explanation } as const, question(context)];
    return { say, refused: true, next: { do: 'wait', state } };
  },
});

function question(context: NodeContext<RatingData>): OutboundContent {
  const { data, fill, language } = context;
  return { kind: 'choices', text: fill(data.text), options: ratingOptions, ...inLanguage(language) };
}

/** The rating that was tapped, or typed as a whole number, as stars, or just as it was offered. */
function ratingIn(content: InboundContent): string | null {
  const typed = textOf(content)?.trim().replaceAll('\uFE0F', '');
  if (typed === undefined) return null;
  const offered = ratingOptions.find(
    (option) => option.label === typed || (content.kind === 'choice' && typed === '' && option.id === content.optionId),
  );
  if (offered) return offered.id;
  if (/^[★⭐]{1,5}$/u.test(typed)) return String(typed.length);
  return /^([1-5])(?: ?(?:[★⭐]|stars?))?$/iu.exec(typed)?.[1] ?? null;
}
