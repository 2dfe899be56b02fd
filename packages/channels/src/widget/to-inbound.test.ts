import { describe, expect, test } from 'vitest';
import { toInbound } from './to-inbound.ts';

const clientId = '7b0f2f43-3f0a-4f7e-9a35-0c6c6f3c7a11';
const from = (content: unknown) => ({ visitorId: 'v1', clientId, content });

describe('what a browser brings', () => {
  test.each([
    { kind: 'text', text: 'Hello' },
    { kind: 'choice', optionId: 'haircut', label: 'Haircut' },
    { kind: 'form_answer', formId: 'contact', values: { name: 'Ana' } },
  ])('$kind becomes an event of the visitor', (content) => {
    expect(toInbound(from(content))).toEqual({ key: `v1:${clientId}`, address: 'v1', name: null, clientId, content });
  });

  test('the same client id of another visitor is another event', () => {
    const content = { kind: 'text', text: 'Hello' };
    expect(toInbound({ ...from(content), visitorId: 'v2' }).key).not.toBe(toInbound(from(content)).key);
  });

  test.each([
    ['nothing', undefined],
    ['an empty text', from({ kind: 'text', text: '' })],
    ['a text beyond the limit', from({ kind: 'text', text: 'x'.repeat(4001) })],
    ['a kind only we may send', from({ kind: 'choices', text: 'x', options: [{ id: 'a', label: 'A' }] })],
    ['a line for staff', from({ kind: 'event', event: 'taken_over' })],
    ['a client id that is none', { visitorId: 'v1', clientId: '1', content: { kind: 'text', text: 'x' } }],
    ['no visitor', { visitorId: '', clientId, content: { kind: 'text', text: 'x' } }],
  ])('%s is refused', (_, payload) => {
    expect(() => toInbound(payload)).toThrow();
  });
});
