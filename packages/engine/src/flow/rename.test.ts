import { describe, expect, it } from 'vitest';
import { renameField, renameNode } from './rename.ts';
import { definitions, flowOf } from './testing/toy-nodes.ts';
import { validateFlow } from './validate.ts';

describe('renameNode', () => {
  const flow = flowOf(
    'name: ask Name, <<name|you>>?',
    'other: say Nothing',
    'bye: end Bye <<name>>, {{ name.x|name }} \\<<name>>',
    'odd: teleport <<name>>',
    'start -> name',
    'name -> other',
    'other -> bye',
    'name.failed -> name',
  );
  const configure = {
    ...flow.configure,
    preHandoffForm: 'name',
    reentryNode: 'name',
    botResumes: 'Hi <<name>>',
    connectedTo: '<<operator>> for <<name>>',
  };
  const before = { ...flow, configure };
  const after = renameNode(before, definitions, 'name', 'full-name');

  it('follows everywhere', () => {
    expect(after.nodes.map(({ id, data }) => [id, data.text])).toEqual([
      ['start', ''],
      ['full-name', 'Name, <<full-name|you>>?'],
      ['other', 'Nothing'],
      ['bye', 'Bye <<full-name>>, {{ full-name.x|name }} \\<<name>>'],
      ['odd', '<<name>>'],
    ]);
    expect(after.edges).toEqual([
      { from: 'start', exit: 'next', to: 'full-name' },
      { from: 'full-name', exit: 'next', to: 'other' },
      { from: 'other', exit: 'next', to: 'bye' },
      { from: 'full-name', exit: 'failed', to: 'full-name' },
    ]);
    expect(after.configure).toEqual({
      ...configure,
      preHandoffForm: 'full-name',
      reentryNode: 'full-name',
      botResumes: 'Hi <<full-name>>',
      connectedTo: '<<operator>> for <<full-name>>',
    });
  });

  it('leaves what does not mention it as the same objects', () => {
    expect(after.nodes[2]).toBe(before.nodes[2]);
    expect(after.edges[2]).toBe(before.edges[2]);
  });

  it('can be undone by renaming back', () => {
    expect(renameNode(after, definitions, 'full-name', 'name')).toEqual(before);
  });

  it('leaves the operator in “Connected to” alone', () => {
    const named = flowOf('operator: ask Who?', 'bye: end <<operator>>', 'start -> operator', 'operator -> bye');
    const connectedTo = { ...named, configure: { ...named.configure, connectedTo: 'Connected to <<operator>>' } };
    const renamed = renameNode(connectedTo, definitions, 'operator', 'who');
    expect(renamed.configure.connectedTo).toBe('Connected to <<operator>>');
    expect(validateFlow(renamed, definitions)).toEqual([]);
  });
});

describe('renameField', () => {
  const flow = flowOf(
    'form: ask Who?',
    'other: ask Again, <<other.name>>?',
    'bye: end <<form.name|you>> {{ form.name }} <<form.name-2>> <<form>> \\<<form.name>>',
    'form -> other',
    'other -> bye',
  );
  const before = { ...flow, configure: { ...flow.configure, botResumes: 'Hi <<form.name>>' } };
  const rename = { nodeId: 'form', from: 'name', to: 'full-name' };
  const after = renameField(before, definitions, rename);

  it('follows wherever that field of that form is inserted', () => {
    expect(after.nodes.at(-1)?.data.text).toBe(
      '<<form.full-name|you>> {{ form.full-name }} <<form.name-2>> <<form>> \\<<form.name>>',
    );
    expect(after.configure.botResumes).toBe('Hi <<form.full-name>>');
    expect(after.nodes[1], 'another form has such a field too').toBe(before.nodes[1]);
  });

  it('can be undone by renaming back', () => {
    expect(renameField(after, definitions, { nodeId: 'form', from: 'full-name', to: 'name' })).toEqual(before);
  });
});
