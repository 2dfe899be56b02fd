import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, says, taps, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

const email = { text: 'Your e-mail, <<name>>?', answerType: 'email' };
const answers = { name: value('Ada') };
const question = { kind: 'text', text: 'Your e-mail, Ada?' };

describe('question', () => {
  it('asks and waits', () => {
    expect(nodeUnderTest(executor, email, answers).enter()).toEqual({
      say: [question],
      next: { do: 'wait', state: { refused: 0 } },
    });
  });

  it.each([
    ['email', says(' ada@example.com '), 'ada@example.com'],
    ['text', says('  anything '), 'anything'],
    ['text', taps('x', 'A tapped label'), 'A tapped label'],
  ])('takes as %s %j', (answerType, content, answer) => {
    expect(nodeUnderTest(executor, { ...email, answerType }, answers).after(content)).toEqual({
      answer: value(answer),
      next: { do: 'continue' },
    });
  });

  it.each([
    ['email', says('ada')],
    ['email', taps('x', 'Yes')],
    ['email', { kind: 'form_answer' as const, formId: 'f', values: { email: 'ada@example.com' } }],
    ['text', says('   ')],
  ])('explains and asks again, as %s, after %j', (answerType, content) => {
    const result = nodeUnderTest(executor, { ...email, answerType }, answers).after(content);
    expect(result).toEqual({
      say: [{ kind: 'text', text: expect.stringMatching(/[Pp]lease write/) }, question],
      refused: true,
      next: { do: 'wait', state: { refused: 1 } },
    });
  });

  it('keeps an answer with the contact, once it is accepted', () => {
    const kept = nodeUnderTest(executor, { ...email, keepAs: 'email' });
    expect(kept.after(says('ada')).effects).toBeUndefined();
    expect(kept.after(says('ada'), says('ada@example.com'))).toEqual({
      answer: value('ada@example.com'),
      effects: [{ type: 'contact.keep', detail: 'email', value: 'ada@example.com' }],
      next: { do: 'continue' },
    });
  });

  it('takes a file as the answer, by its name, and nothing else', () => {
    const ask = { text: 'A photo, please', answerType: 'file', keepAs: 'name' };
    const sent = { fileId: 'f1', name: 'hair.png', mime: 'image/png', size: 9, media: 'image' } as const;
    expect(nodeUnderTest(executor, ask).after({ kind: 'file', ...sent, caption: 'Like this' })).toEqual({
      answer: { kind: 'value', value: 'hair.png', file: { fileId: 'f1', name: 'hair.png' } },
      next: { do: 'continue' },
    });
    expect(nodeUnderTest(executor, ask).after(says('hair.png'))).toMatchObject({
      say: [{ text: 'Please send a picture or a file.' }, { text: 'A photo, please' }],
      refused: true,
    });
  });

  it('explains in the flow’s language', () => {
    expect(nodeUnderTest(executor, email, answers, 'de').after(says('ada')).say?.[0]).toEqual({
      kind: 'text',
      text: 'Das sieht nicht wie eine E-Mail-Adresse aus. Bitte schreiben Sie sie wie name@example.com.',
    });
  });

  it('explains in the owner’s words where there are some', () => {
    const data = { ...email, errorText: 'Sorry <<name>>, that is no address.' };
    expect(nodeUnderTest(executor, data, answers).after(says('x')).say?.[0]).toEqual({
      kind: 'text',
      text: 'Sorry Ada, that is no address.',
    });
  });

  it('asks for ever, or leaves by `failed` after the tries it allows', () => {
    const wrong = Array.from({ length: 20 }, () => says('wrong'));
    expect(nodeUnderTest(executor, email).after(...wrong).next.do).toBe('wait');
    const twice = nodeUnderTest(executor, { ...email, attempts: 2 });
    expect(twice.after(says('wrong')).next.do).toBe('wait');
    const given = twice.after(says('wrong'), says('wrong'));
    expect(given.next).toEqual({ do: 'leave', exit: 'failed' });
    expect(given.answer).toBeUndefined();
    expect(given.say).toHaveLength(1);
    expect(given.refused).toBe(true);
    expect(twice.after(says('wrong'), says('ada@example.com')).answer).toEqual(value('ada@example.com'));
  });

  it('does not take the end of a handoff for an answer', () => {
    const ended = { type: 'handoff.ended' as const, outcome: 'resolved' as const };
    expect(nodeUnderTest(executor, email).after(says('wrong'), ended)).toEqual({
      next: { do: 'wait', state: { refused: 1 } },
    });
  });

  it('shows the exit `failed` only where tries are limited', () => {
    expect(parsed(definition, email).exits.map((exit) => exit.id)).toEqual(['next']);
    expect(parsed(definition, { ...email, attempts: 3 }).exits).toEqual([
      { id: 'next', label: 'Next' },
      { id: 'failed', label: 'Too many tries', optional: true, unanswered: true },
    ]);
  });

  it('has a problem without a text, and maps its templates', () => {
    expect(problemPaths(definition, { text: ' ' })).toEqual(['text!']);
    expectTemplatesMapped(definition, { ...email, text: '<<old>>', errorText: '<<old|x>>' });
  });

  it.each([{ attempts: 0 }, { attempts: 1.5 }, { answerType: 'date' }, { keepAs: 'age' }, { text: 'x'.repeat(4001) }])(
    'refuses %j',
    (wrong) => {
      expect(definition.parse({ ...email, ...wrong }).ok).toBe(false);
    },
  );
});
