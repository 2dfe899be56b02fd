import { describe, expect, it } from 'vitest';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

describe('message', () => {
  it('says its text with the answers in it, and goes on', () => {
    expect(nodeUnderTest(executor, { text: 'Hi <<name>>' }, { name: value('Ada') }).enter()).toEqual({
      say: [{ kind: 'text', text: 'Hi Ada' }],
      next: { do: 'continue' },
    });
  });

  it.each([
    ['Hello', []],
    ['', ['text!']],
    [' \n', ['text!']],
  ])('with text %j has the problems %j', (text, problems) => {
    expect(problemPaths(definition, { text })).toEqual(problems);
  });

  const file = { fileId: 'f1', name: 'map.png', mime: 'image/png', size: 2048, media: 'image' } as const;

  it('sends its file with the text under it, and no empty words', () => {
    const enter = (text: string) => nodeUnderTest(executor, { text, file }, { name: value('Ada') }).enter().say;
    expect(enter('For <<name>>')).toEqual([{ kind: 'file', ...file, caption: 'For Ada' }]);
    expect(enter(' <<nobody>> ')).toEqual([{ kind: 'file', ...file }]);
  });

  it('sends a text after the file that answers have made too long to stand under it', () => {
    const long = 'x'.repeat(4001);
    expect(nodeUnderTest(executor, { text: '<<story>>', file }, { story: value(long) }).enter().say).toEqual([
      { kind: 'file', ...file },
      { kind: 'text', text: long },
    ]);
  });

  it('is complete with a file alone, shows it, and names it', () => {
    expect(problemPaths(definition, { text: '', file })).toEqual([]);
    expect(parsed(definition, { text: 'Here', file })).toMatchObject({
      preview: ['📷 Photo', 'Here'],
      files: [{ id: 'f1', name: 'map.png', path: 'file' }],
    });
    expect(parsed(definition, { text: 'Here' })).toMatchObject({ data: { file: null }, files: [] });
  });

  it('maps its templates', () => expectTemplatesMapped(definition, { text: 'Hi <<old>>' }));
});
