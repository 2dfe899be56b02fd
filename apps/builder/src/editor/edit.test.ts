import { configureSchema, type FlowDocument } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { describe, expect, it } from 'vitest';
import { applyEdit, type Edit } from './edit.ts';

const at = { x: 0, y: 0 };
const document: FlowDocument = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', type: 'start', position: at, data: {} },
    { id: 'name', type: 'question', position: at, data: { text: 'Your name?' } },
    {
      id: 'menu',
      type: 'choice',
      position: at,
      data: {
        text: 'Hello <<name>>',
        options: [
          { id: 'a', label: 'A' },
          { id: 'b', label: 'B' },
        ],
      },
    },
    { id: 'about', type: 'pre-handoff-form', position: at, data: { title: 'About', fields: [] } },
    { id: 'end', type: 'end', position: at, data: {} },
  ],
  edges: [
    { from: 'start', exit: 'next', to: 'name' },
    { from: 'name', exit: 'next', to: 'menu' },
    { from: 'menu', exit: 'a', to: 'end' },
    { from: 'menu', exit: 'b', to: 'name' },
  ],
  configure: configureSchema.parse({ botResumes: 'Back, <<name>>', preHandoffForm: 'about', reentryNode: 'name' }),
};
const edit = (what: Edit, to = document) => applyEdit(to, what, nodeDefinitions);
const lines = ({ edges }: FlowDocument) => edges.map(({ from, exit, to }) => `${from} ${exit} ${to}`).sort();

describe('applyEdit', () => {
  it('connects an exit that is taken anew', () => {
    const next = edit({ kind: 'connect', edge: { from: 'menu', exit: 'b', to: 'end' } });
    expect(lines(next)).toEqual(['menu a end', 'menu b end', 'name next menu', 'start next name']);
  });

  it('moves the end of an edge, and its beginning', () => {
    const before = { from: 'menu', exit: 'b' };
    expect(lines(edit({ kind: 'reconnect', before, edge: { ...before, to: 'end' } }))).toContain('menu b end');
    const moved = edit({ kind: 'reconnect', before, edge: { from: 'menu', exit: 'a', to: 'name' } });
    expect(lines(moved)).toEqual(['menu a name', 'name next menu', 'start next name']);
  });

  it('removes a node with every edge that touches it', () => {
    const next = edit({ kind: 'remove', nodes: ['name'], edges: [] });
    expect(next.nodes.map(({ id }) => id)).toEqual(['start', 'menu', 'about', 'end']);
    expect(lines(next)).toEqual(['menu a end']);
  });

  it('forgets a pre-handoff form that is removed', () => {
    expect(edit({ kind: 'remove', nodes: ['about'], edges: [] }).configure.preHandoffForm).toBeNull();
  });

  it('lets returning customers begin at the start again when their node is removed', () => {
    const { configure } = edit({ kind: 'remove', nodes: ['name'], edges: [] });
    expect(configure).toMatchObject({ preHandoffForm: 'about', reentryNode: null });
  });

  it('keeps the start, whatever is removed', () => {
    expect(edit({ kind: 'remove', nodes: ['start'], edges: [] })).toBe(document);
  });

  it('renames a node in edges, texts and Configure', () => {
    const next = edit({ kind: 'rename', from: 'name', to: 'full-name' });
    expect(lines(next)).toEqual(['full-name next menu', 'menu a end', 'menu b full-name', 'start next full-name']);
    expect(next.nodes.find(({ id }) => id === 'menu')?.data.text).toBe('Hello <<full-name>>');
    expect(next.configure.botResumes).toBe('Back, <<full-name>>');
  });

  it('takes the edge of a removed option along', () => {
    const data = { text: 'Hello', options: [{ id: 'b', label: 'B' }] };
    expect(lines(edit({ kind: 'set_data', nodeId: 'menu', data }))).not.toContain('menu a end');
  });

  it('puts a node between two', () => {
    const node = { id: 'message', type: 'message', position: at, data: { text: 'Hi' } };
    const edge = { from: 'start', exit: 'next', to: 'name' };
    expect(lines(edit({ kind: 'insert', node, edge, exit: 'next' }))).toEqual(
      expect.arrayContaining(['start next message', 'message next name']),
    );
    expect(lines(edit({ kind: 'insert', node, edge, exit: null }))).not.toContain('message next name');
  });

  it('leaves what it does not touch the same objects, so that nothing else is drawn again', () => {
    const next = edit({ kind: 'move', positions: new Map([['name', { x: 5, y: 5 }]]) });
    expect(next.nodes.filter((node, index) => node !== document.nodes[index]).map(({ id }) => id)).toEqual(['name']);
    expect(next.edges).toBe(document.edges);
  });

  it('does nothing for a move to where things are', () => {
    expect(edit({ kind: 'move', positions: new Map([['name', at]]) })).toBe(document);
  });

  describe('a form whose field gets another id', () => {
    const field = (id: string) => ({ id, label: id, type: 'text', required: true });
    const form = (...ids: string[]) => ({ title: 'Hi <<about.name>>', fields: ids.map(field), submitLabel: 'Send' });
    const texts = (next: FlowDocument) => [
      next.configure.botResumes,
      next.nodes.find(({ id }) => id === 'end')?.data.text,
      next.nodes.find(({ id }) => id === 'about')?.data.title,
    ];
    const before: FlowDocument = {
      ...edit({ kind: 'set_data', nodeId: 'about', data: form('name', 'city') }),
      configure: { ...document.configure, botResumes: 'Back, <<about.name|you>> of <<about.city>>' },
    };
    const said = edit({ kind: 'set_data', nodeId: 'end', data: { text: 'Bye <<about.name>>' } }, before);

    it('takes what inserts it along', () => {
      const next = edit({ kind: 'set_data', nodeId: 'about', data: form('full-name', 'city') }, said);
      expect(texts(next)).toEqual([
        'Back, <<about.full-name|you>> of <<about.city>>',
        'Bye <<about.full-name>>',
        'Hi <<about.full-name>>',
      ]);
    });

    it.each([
      ['fields change places', ['city', 'name']],
      ['one is removed', ['city']],
      ['one is added', ['name', 'city', 'age']],
      ['all are others', ['one', 'two']],
      ['it is taken', ['city', 'city']],
    ])('leaves texts as they are where %s', (_, ids) => {
      expect(texts(edit({ kind: 'set_data', nodeId: 'about', data: form(...ids) }, said))).toEqual(texts(said));
    });
  });
});
