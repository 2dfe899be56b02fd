import {
  compileFlow,
  type FlowEvent,
  newRun,
  readFlowDocument,
  transition,
  validateFlow,
  wordsOf,
} from '@baton/engine';
import { describe, expect, it } from 'vitest';
import { nodeDefinitions } from './node-definitions.ts';
import { nodeExecutors } from './node-executors.ts';
import { sampleFlow } from './sample-flow.ts';

const says = (text: string): FlowEvent => ({ type: 'customer.message', content: { kind: 'text', text } });

/** What happens when a customer says these things, in a line each. */
function story(...events: FlowEvent[]): string[] {
  const flow = compileFlow('v1', sampleFlow(), nodeDefinitions);
  let state = newRun('v1');
  const lines: string[] = [];
  for (const event of [{ type: 'run.started' as const }, ...events]) {
    const moved = transition(flow, nodeExecutors, state, event);
    state = moved.state;
    for (const effect of moved.effects) {
      if (effect.type === 'say') lines.push(`${effect.nodeId}: ${wordsOf(effect.content)}`);
      else if (effect.type === 'node') lines.push(JSON.stringify(effect.effect));
      else if (effect.type !== 'answered') lines.push(effect.type);
    }
  }
  return lines;
}

describe('sampleFlow', () => {
  it('has no problems', () => {
    expect(validateFlow(sampleFlow(), nodeDefinitions, [{ name: 'WhatsApp', buttons: 3, textLength: 1024 }])).toEqual(
      [],
    );
  });

  it('survives export and import', () => {
    expect(readFlowDocument(JSON.parse(JSON.stringify(sampleFlow())), nodeDefinitions)).toEqual({
      ok: true,
      document: sampleFlow(),
    });
  });

  it('draws no card over another', () => {
    const { nodes } = sampleFlow();
    for (const a of nodes) {
      for (const b of nodes) {
        const isApart = Math.abs(a.position.x - b.position.x) >= 300 || Math.abs(a.position.y - b.position.y) >= 260;
        expect(a === b || isApart, `${a.id} and ${b.id}`).toBe(true);
      }
    }
  });

  it('takes a booking, to be reviewed', () => {
    const lines = story(
      says('book'),
      says('Ada'),
      says('2'),
      says('Monday at 10'),
      says('ada@'),
      says('ada@example.com'),
    );
    expect(lines.slice(-7)).toEqual([
      'email: That does not look like an e-mail address. Please write it like name@example.com.',
      'email: Where can we send the confirmation? Please write your e-mail address.',
      'refused',
      '{"type":"contact.keep","detail":"email","value":"ada@example.com"}',
      '{"type":"submit","title":"Color for Ada, Monday at 10","review":"review"}',
      'thanks: Thank you, Ada. We have your request for **Color** on Monday at 10, and will confirm it to ada@example.com.',
      'run.finished',
    ]);
  });

  it('leads to a person through a form, and on from there', () => {
    const form: FlowEvent = {
      type: 'customer.message',
      content: { kind: 'form_answer', formId: 'about-your-request', values: { topic: 'prices' } },
    };
    const asked = story(says('talk'), form);
    expect(asked.slice(-2)).toEqual([
      'about-your-request: Before we connect you',
      '{"type":"handoff.request","reason":"Prices","team":null}',
    ]);
    expect(story(says('talk'), form, { type: 'handoff.ended', outcome: 'resolved' }, says('no'))).toEqual([
      ...asked,
      'anything-else: Is there anything else I can do for you?',
      'goodbye: All right. Have a good day.',
      'run.finished',
    ]);
    const nobody = story(says('talk'), form, { type: 'handoff.ended', outcome: 'no_one_available' }, says('book'));
    expect(nobody.at(-1)).toBe('name: Gladly. What is your name?');
  });
});
