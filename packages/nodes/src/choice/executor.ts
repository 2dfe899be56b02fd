import {
  botWords,
  defineExecutor,
  inLanguage,
  matchOption,
  type NodeContext,
  type OutboundContent,
} from '@baton/engine';
import { type ChoiceData, choiceSchema } from './definition.ts';

export const executor = defineExecutor<ChoiceData>({
  type: 'choice',
  schema: choiceSchema,
  enter(context) {
    const options = shown(context.data);
    // Publishing refuses a choice without options; a run that meets one anyway can't wait for ever.
    if (options.length === 0) return { next: { do: 'finish' } };
    return { say: [question(context)], next: { do: 'wait', state: null } };
  },
  resume(context, input, state) {
    if (input.type !== 'customer.message') return { next: { do: 'wait', state } };
    const option = matchOption(shown(context.data), input.content);
    if (option) {
      return { answer: { kind: 'value', value: option.label }, took: true, next: { do: 'leave', exit: option.id } };
    }
    const { wrong } = botWords[context.language];
    const explanation = context.fill(context.data.errorText).trim() || wrong.option;
    const say = [{ kind: 'text', text: explanation } as const, question(context)];
    return { say, refused: true, next: { do: 'wait', state } };
  },
});

function question(context: NodeContext<ChoiceData>): OutboundContent {
  const { data, fill, language } = context;
  return { kind: 'choices', text: fill(data.text), options: shown(data), ...inLanguage(language) };
}

function shown(data: ChoiceData) {
  return data.options.filter((option) => option.label.trim() !== '');
}
