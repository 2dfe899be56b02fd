import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceSource, tokensOf } from './tokens.ts';

const together = (template: string) =>
  tokensOf(template)
    .map((token) => ('text' in token ? token.text : token.source))
    .join('');

const pieces = fc.constantFrom(
  '<<',
  '>>',
  '{{',
  '}}',
  '\\',
  '\\<<',
  '|',
  'name',
  '-',
  '.',
  ' ',
  '\n',
  'Ana',
  '<<name>>',
  '{{a.b|c}}',
  '<<x|y\nz>>',
  'é',
  '👋',
);

describe('tokensOf', () => {
  it.each([
    ['Hello', ['Hello']],
    ['Hi <<name>>!', ['Hi ', '<<name>>', '!']],
    ['<<a>><<b.c|d>>', ['<<a>>', '<<b.c|d>>']],
    ['\\<<name>> <<name>>', ['\\<<name>> ', '<<name>>']],
    ['{{ name }}', ['{{ name }}']],
    ['<<Name>>', ['<<Name>>']],
    ['', []],
  ])('%s', (template, expected) => {
    expect(tokensOf(template).map((token) => ('text' in token ? token.text : token.source))).toEqual(expected);
  });

  it('loses no character of any template', () => {
    fc.assert(
      fc.property(
        fc.array(pieces).map((all) => all.join('')),
        (template) => {
          expect(together(template)).toBe(template);
        },
      ),
    );
  });

  it('says what a reference is', () => {
    expect(tokensOf('<<form.email|nobody>>')).toEqual([
      { source: '<<form.email|nobody>>', reference: { nodeId: 'form', field: 'email', fallback: 'nobody' } },
    ]);
  });
});

describe('referenceSource', () => {
  it.each([
    [{ nodeId: 'name', field: null, fallback: null }, '<<name>>'],
    [{ nodeId: 'form', field: 'email', fallback: '' }, '<<form.email|>>'],
    [{ nodeId: 'name', field: null, fallback: 'a >> b << c' }, '<<name|a  b  c>>'],
  ])('%j is %s', (reference, source) => {
    expect(referenceSource(reference)).toBe(source);
  });
});
