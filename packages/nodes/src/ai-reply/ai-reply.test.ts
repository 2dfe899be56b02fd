import type { AiReply } from '@baton/engine';
import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, says, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';
import { plainAnswer } from './plain-answer.ts';

const data = { ask: '', instructions: 'Be kind to <<name>>.', knowledge: 'We open at 9. https://salon.example/prices' };
const node = nodeUnderTest(executor, data, { name: value('Ada') });
const asks = {
  took: true,
  effects: [{ type: 'ai.reply', instructions: data.instructions, knowledge: data.knowledge }],
  next: { do: 'wait', state: { for: 'ai' } },
};

const reply = (text: string, more: Partial<Extract<AiReply, { ok: true }>> = {}) => ({
  type: 'ai.responded' as const,
  reply: { ok: true as const, text, confidence: 0.8, wantsPerson: false, ...more },
});

describe('AI reply', () => {
  it('asks first where it should, and listens', () => {
    const asking = nodeUnderTest(executor, { ...data, ask: 'What is it, <<name>>?' }, { name: value('Ada') });
    const say = [{ kind: 'text', text: 'What is it, Ada?' }];
    expect(asking.enter()).toEqual({ say, next: { do: 'wait', state: { for: 'customer' } } });
    expect(asking.enter('When do you open?'), 'what led here is no answer to it').toEqual(asking.enter());
    expect(asking.after(says('When do you open?'))).toEqual(asks);
  });

  it('answers what led here, else what is written next, and never fills its instructions', () => {
    expect(node.enter('When do you open?')).toEqual(asks);
    expect(node.enter()).toEqual({ next: { do: 'wait', state: { for: 'customer' } } });
    expect(node.after(says('When do you open?'))).toEqual(asks);
  });

  it('asks no AI that is told nothing and knows nothing: a person is wanted', () => {
    const blank = nodeUnderTest(executor, { ...data, instructions: ' ', knowledge: '' });
    expect(blank.enter()).toEqual({ next: { do: 'wait', state: { for: 'customer' } } });
    expect(blank.enter('Hello')).toEqual({ took: true, next: { do: 'leave', exit: 'wants_person' } });
  });

  it('asks anew when the customer writes more meanwhile', () => {
    expect(node.after(says('When do you open?'), says('On Sundays, I mean'))).toEqual(asks);
  });

  it.each([
    [reply('At nine.'), { say: [{ kind: 'text', text: 'At nine.' }], next: { do: 'leave', exit: 'answered' } }],
    [reply('At nine?', { confidence: 0.59 }), { next: { do: 'leave', exit: 'not_sure' } }],
    [reply(' '), { next: { do: 'leave', exit: 'not_sure' } }],
    [reply('Sure, one moment', { wantsPerson: true }), { next: { do: 'leave', exit: 'wants_person' } }],
    [{ type: 'ai.responded' as const, reply: { ok: false as const } }, { next: { do: 'leave', exit: 'wants_person' } }],
  ])('takes %j', (input, expected) => {
    expect(node.after(says('When?'), input)).toEqual(expected);
  });

  it('has three ways on, all of which lead somewhere', () => {
    expect(parsed(definition, data).exits.map(({ id, optional }) => [id, optional])).toEqual([
      ['answered', undefined],
      ['not_sure', undefined],
      ['wants_person', undefined],
    ]);
    expect(problemPaths(definition, { ...data, knowledge: '' })).toEqual(['knowledge?']);
    expectTemplatesMapped(definition, { ask: '<<old>>' });
  });
});

describe('what an AI wrote', () => {
  const own = ['See https://salon.example/prices for prices.'];

  it.each([
    ['We open at 9.', 'We open at 9.'],
    ['**Now** [free](javascript:alert(1))', '\\*\\*Now\\*\\* \\[free\\](javascript:alert(1))'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['# Title\n- one\n> two', '\\# Title\n\\- one\n\\> two'],
    ['See https://salon.example/prices.', 'See https://salon.example/prices.'],
    ['See (https://salon.example/prices)', 'See (https://salon.example/prices)'],
    ['See https://evil.example/a_b*c now', 'See (link removed) now'],
    ['[x](HTTPS://evil.example)', '\\[x\\]((link removed))'],
    ['`code` a_b ~~c~~ \\x', '\\`code\\` a\\_b \\~\\~c\\~\\~ \\\\x'],
    ['a\u0000b\u001b[31mc\r\nd', 'a b \\[31mc \nd'],
    ['<<name>> {{name}}', '<<name>> {{name}}'],
  ])('%j reads %j', (text, plain) => {
    expect(plainAnswer(text, own)).toBe(plain);
  });

  it('is cut when it is endless', () => {
    expect(plainAnswer('a'.repeat(9000), own)).toHaveLength(4000);
  });
});
