import { describe, expect, it } from 'vitest';
import { answersAvailableAt } from './answers-at.ts';
import { definitions, flowOf } from './testing/toy-nodes.ts';

const document = flowOf(
  'your-name: ask What is your name?',
  'fork: branch',
  'contact: form About you',
  'bye: end',
  'lost: say',
  'start -> your-name',
  'your-name -> fork',
  'fork.yes -> contact',
  'fork.no -> bye',
  'contact -> bye',
);
const at = (nodeId: string | null) =>
  answersAvailableAt(document, definitions, nodeId).map((each) => `${each.nodeId}${each.certain ? '!' : '?'}`);

describe('answersAvailableAt', () => {
  it.each<[string | null, string[]]>([
    ['start', []],
    ['your-name', []],
    ['contact', ['your-name!']],
    ['bye', ['your-name!', 'contact?']],
    // Not connected yet, and the texts of Configure: all of them may be there.
    ['lost', ['your-name?', 'contact?']],
    [null, ['your-name?', 'contact?']],
  ])('offers at %s', (nodeId, answers) => {
    expect(at(nodeId)).toEqual(answers);
  });

  it('says what each is, and which fields it has', () => {
    expect(answersAvailableAt(document, definitions, 'bye')).toEqual([
      { nodeId: 'your-name', label: 'Your name', preview: 'What is your name?', fields: [], certain: true },
      {
        nodeId: 'contact',
        label: 'Contact',
        preview: 'About you',
        fields: [
          { id: 'topic', label: 'Topic' },
          { id: 'phone', label: 'Phone' },
        ],
        certain: false,
      },
    ]);
  });
});
