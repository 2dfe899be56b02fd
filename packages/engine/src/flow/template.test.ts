import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from './executor.ts';
import { malformedReferences, parseTemplate, referencesOf, renameReference, renderTemplate } from './template.ts';

const value = (text: string): Answer => ({ kind: 'value', value: text });
const answers: Record<string, Answer> = {
  name: value('Ada'),
  'preferred-date': value('Monday'),
  blank: value(''),
  tricky: value('<<name>> {{name}} \\<<name>> $& $1 $$ .*[a-z]+'),
  form: {
    kind: 'fields',
    fields: [
      { id: 'topic', label: 'Topic', value: 'An order' },
      { id: 'phone', label: 'Phone', value: '' },
      { id: 'details', label: 'Details', value: 'Late: <<name>>' },
    ],
  },
  'empty-form': { kind: 'fields', fields: [{ id: 'a', label: 'A', value: '' }] },
};

describe('renderTemplate', () => {
  it.each([
    ['Hi <<name>>', 'Hi Ada'],
    ['Hi {{name}}', 'Hi Ada'],
    ['<<name>>{{name}}<<name>>', 'AdaAdaAda'],
    ['<< name >> {{ name }}', 'Ada Ada'],
    ['On <<preferred-date>>.', 'On Monday.'],
    ['Hi <<nobody>>.', 'Hi .'],
    ['<<nobody|there>> {{nobody|you}}', 'there you'],
    ['<<name|there>>', 'Ada'],
    ['<<blank|none>>', 'none'],
    ['<<nobody|>>.', '.'],
    ['<<nobody|a > b>>', 'a > b'],
    ['<<nobody|two\nlines>>', 'two\nlines'],
    ['<<nobody|{{name}}>>', '{{name}}'],
    ['<<form>>', 'Topic: An order\nDetails: Late: <<name>>'],
    ['<<form.topic>> {{form.topic}}', 'An order An order'],
    ['<<form.phone|no phone>>', 'no phone'],
    ['<<form.missing|x>>', 'x'],
    ['<<empty-form|nothing>>', 'nothing'],
    ['<<name.first|x>>', 'x'],
    ['\\<<name>>', '<<name>>'],
    ['\\{{name}}', '{{name}}'],
    ['\\\\<<name>>', '\\<<name>>'],
    ['a \\ b', 'a \\ b'],
    ['<<tricky>>', '<<name>> {{name}} \\<<name>> $& $1 $$ .*[a-z]+'],
    // What every object inherits is no answer.
    ['<<constructor|x>> <<to-string|y>>', 'x y'],
    // Malformed things stay as they are.
    ['<<Name>> <<>> <<-name>> <<na me>> <<name> <name>>', '<<Name>> <<>> <<-name>> <<na me>> <<name> <name>>'],
    ['<<name}} {{name>>', '<<name}} {{name>>'],
    ['<<name', '<<name'],
    ['<<<name>>>', '<Ada>'],
    ['<<other <<name>>', '<<other Ada'],
    ['<<nobody|<<name>>', '<<nobody|Ada'],
    ['', ''],
  ])('%j is %j', (template, expected) => {
    expect(renderTemplate(template, answers)).toBe(expected);
  });

  it('never looks into an answer, whatever it contains', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (first, second) => {
        const texts = { one: value(first), two: value(`<<one>>${second}{{one}}`) };
        expect(renderTemplate('[<<one>>|{{two}}|<<one>>]', texts)).toBe(`[${first}|<<one>>${second}{{one}}|${first}]`);
      }),
    );
  });

  it('takes time in proportion to the text, also for text made to be slow', () => {
    for (const hostile of ['<<a|', '{{a|', '<<a|{{a|', '<<', '<< ', '<<a-', '\\<<', '<<a.a|>']) {
      const template = hostile.repeat(50_000);
      const start = performance.now();
      renderTemplate(template, answers);
      renderTemplate(`${template}>>`, answers);
      expect(performance.now() - start).toBeLessThan(5000);
    }
  });
});

describe('parseTemplate', () => {
  it('puts together again what was typed', () => {
    const piece = fc.constantFrom('<<', '>>', '{{', '}}', '|', '.', 'name', '-', ' ', 'X', '$&');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const template = pieces.join('');
        const parts = parseTemplate(template);
        expect(parts.map((part) => ('text' in part ? part.text : part.source)).join('')).toBe(template);
      }),
    );
  });

  it('gives the same parts for the same text', () => {
    expect(parseTemplate('Hi <<name>>!')).toBe(parseTemplate('Hi <<name>>!'));
  });
});

describe('referencesOf', () => {
  it('lists what a template asks for', () => {
    expect(referencesOf('<<a>> {{b.c|d}} \\<<e>> <<F>>')).toMatchObject([
      { nodeId: 'a', field: null, fallback: null },
      { nodeId: 'b', field: 'c', fallback: 'd' },
    ]);
  });
});

describe('renameReference', () => {
  it.each([
    ['<<a>> <<b>>', '<<new>> <<b>>'],
    ['{{ a.a|a }}', '{{ new.a|a }}'],
    ['<<a|a>>', '<<new|a>>'],
    ['<<aa>> <<a-a>> a', '<<aa>> <<a-a>> a'],
    ['\\<<a>>', '\\<<a>>'],
    ['<<b.a>>', '<<b.a>>'],
  ])('%j is %j', (template, expected) => {
    expect(renameReference(template, 'a', 'new')).toBe(expected);
  });
});

describe('malformedReferences', () => {
  it.each([
    ['Hi <<Name>> {{first name}}', ['<<Name>>', '{{first name}}']],
    ['Hi <<name>> \\<<Name>> a << b >', []],
    ['x', []],
  ])('%j has %j', (template, expected) => {
    expect(malformedReferences(template)).toEqual(expected);
  });
});
