import { describe, expect, it } from 'vitest';
import { formDataSchema } from '../form-definition.ts';
import { expectTemplatesMapped, nodeUnderTest, parsed, problemPaths, says, value } from '../testing/run-node.ts';
import { definition } from './definition.ts';
import { executor } from './executor.ts';

describe('pre-handoff-form', () => {
  const fresh = definition.initial();

  it('is what Configure may choose, and ready to use', () => {
    expect(definition.preHandoffForm).toBe(true);
    expect(problemPaths(definition, fresh)).toEqual([]);
    expect(parsed(definition, fresh).preview).toEqual(['Before we connect you', 'What is this about? · Details']);
  });

  it('asks what it is about, and goes on with the answers', () => {
    const node = nodeUnderTest(
      executor,
      { ...fresh, title: 'Before we connect you, <<name>>' },
      { name: value('Ada') },
    );
    expect(node.enter().say).toMatchObject([{ kind: 'form', title: 'Before we connect you, Ada' }]);
    expect(node.after(says('2'), says('It broke'))).toEqual({
      answer: {
        kind: 'fields',
        fields: [
          { id: 'topic', label: 'What is this about?', value: 'A problem' },
          { id: 'details', label: 'Details', value: 'It broke' },
        ],
      },
      next: { do: 'continue' },
    });
  });

  it('leads to the team of what was picked, to nobody in particular otherwise, and tells customers nothing of it', () => {
    const fields = formDataSchema.parse(fresh).fields.map((field) => ({
      ...field,
      options: (field.options ?? []).map((each) => (each.id === 'problem' ? { ...each, team: 'support' } : each)),
    }));
    const data = { ...fresh, fields };
    const node = nodeUnderTest(executor, data);
    expect(JSON.stringify(node.enter().say)).not.toContain('support');
    expect(node.after(says('2'), says('It broke')).effects).toEqual([{ type: 'handoff.route', team: 'support' }]);
    expect(node.after(says('1'), says('Hm')).effects).toEqual([{ type: 'handoff.route', team: null }]);
    expect(parsed(definition, data).teams).toEqual([{ id: 'support', path: 'fields.0.options.1.team' }]);
  });

  it('maps its templates', () => expectTemplatesMapped(definition, { ...fresh, title: 'For <<old>>' }));
});
