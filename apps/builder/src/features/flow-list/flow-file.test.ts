import { sampleFlow } from '@baton/nodes/sample-flow';
import { describe, expect, it } from 'vitest';
import { fileName } from './download-flow.ts';
import { readFlowFile } from './read-flow-file.ts';

const fileOf = (name: string, content: unknown) => {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { name, size: text.length, text: async () => text };
};

describe('readFlowFile', () => {
  it('reads what was exported, and names the flow after the file', async () => {
    const read = await readFlowFile(fileOf('Booking-request.json', sampleFlow()));
    expect(read).toEqual({ ok: true, name: 'Booking request', document: sampleFlow() });
  });

  it.each<[string, unknown, RegExp]>([
    ['no JSON', 'Dear builder', /holds no JSON/],
    ['something else', { hello: 'world' }, /not a flow/],
    ['a newer format', { ...sampleFlow(), schemaVersion: 99 }, /newer version/],
    [
      'an unknown type',
      { ...sampleFlow(), nodes: [{ id: 'x', type: 'telepathy', position: { x: 0, y: 0 }, data: {} }] },
      /“x” is of an unknown type, “telepathy”/,
    ],
  ])('says what is wrong with %s', async (_what, content, problem) => {
    const read = await readFlowFile(fileOf('a.json', content));
    expect(read.ok ? '' : read.problems.join('\n')).toMatch(problem);
  });

  it('does not read a file that is far too large', async () => {
    const file = { name: 'a.json', size: 5_000_000, text: () => Promise.reject(new Error('read')) };
    expect(await readFlowFile(file)).toMatchObject({ ok: false });
  });
});

describe('fileName', () => {
  it.each([
    ['Booking request', 'Booking-request.json'],
    ['Ünïcode / 予約', 'Ünïcode-予約.json'],
    ['../..', 'flow.json'],
  ])('%s is %s', (name, file) => {
    expect(fileName(name)).toBe(file);
  });
});
