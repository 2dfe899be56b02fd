import type { FlowNode } from '@baton/engine';
import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, says, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

const fields: FlowNode['data'][] = [
  { id: 'email', label: 'E-mail', type: 'email', required: true },
  { id: 'size', label: 'Size', type: 'choice', required: false, options: [{ id: 's', label: 'Small' }] },
];
const data = { title: 'About you, <<name>>', fields, submitLabel: 'Send' };
const node = nodeUnderTest(executor, data, { name: value('Ada') });
const sent = (values: Record<string, string>) => ({ kind: 'form_answer' as const, formId: 'node', values });

describe('form', () => {
  it('asks all of it under its own id, and waits', () => {
    expect(node.enter()).toEqual({
      say: [{ kind: 'form', formId: 'node', title: 'About you, Ada', fields, submitLabel: 'Send' }],
      next: { do: 'wait', state: { values: {} } },
    });
  });

  it.each([
    [[sent({ email: 'ada@example.com', size: 's' })], 'Small'],
    [[sent({ email: 'nope', size: 's' }), sent({ email: 'ada@example.com' })], 'Small'],
    [[says('ada@example.com'), says('small')], 'Small'],
    [[says('nope'), says('ada@example.com'), says('-')], ''],
  ])('takes %j', (inputs, size) => {
    expect(node.after(...inputs)).toEqual({
      answer: {
        kind: 'fields',
        fields: [
          { id: 'email', label: 'E-mail', value: 'ada@example.com' },
          { id: 'size', label: 'Size', value: size },
        ],
      },
      next: { do: 'continue' },
    });
  });

  it('asks only what was wrong again', () => {
    expect(node.after(sent({ email: 'nope', size: 's' })).say).toMatchObject([
      { kind: 'text', text: expect.stringContaining('E-mail: ') },
      { kind: 'form', fields: [{ id: 'email' }] },
    ]);
  });

  it('never asks a field that is not finished, and does not wait for nothing', () => {
    const unfinished = [
      { ...fields[0], label: ' ' },
      { ...fields[1], options: [] },
    ];
    expect(nodeUnderTest(executor, { ...data, fields: unfinished }).enter()).toEqual({ next: { do: 'continue' } });
  });

  it('leaves its fields as answers', () => {
    expect(parsed(definition, data).answer).toEqual({
      kind: 'fields',
      fields: [
        { id: 'email', label: 'E-mail', optional: false },
        { id: 'size', label: 'Size', optional: true },
      ],
    });
  });

  it.each([
    [{}, []],
    [{ title: '' }, ['title!']],
    [{ fields: [] }, ['fields!']],
    [{ submitLabel: ' ' }, ['submitLabel!']],
    [{ fields: [{ ...fields[0], label: '' }] }, ['fields.0.label!']],
    [{ fields: [{ ...fields[1], options: [] }] }, ['fields.0.options!']],
    [{ fields: [{ ...fields[1], options: [{ id: 's', label: '' }] }] }, ['fields.0.options!']],
    [{ fields: [fields[0], fields[0]] }, ['fields.1.id!']],
  ])('with %j has the problems %j', (change, problems) => {
    expect(problemPaths(definition, { ...data, ...change })).toEqual(problems);
  });

  it('maps its templates', () => expectTemplatesMapped(definition, { ...data, title: 'For <<old>>' }));

  it('refuses a field id that no reference could name', () => {
    expect(definition.parse({ ...data, fields: [{ ...fields[0], id: 'E mail' }] })).toMatchObject({
      ok: false,
      problems: [{ path: 'fields.0.id' }],
    });
  });
});
