import { configureSchema, type FlowDocument } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EditorProvider } from '../../editor/editor-context.tsx';
import { createEditorStore } from '../../editor/editor-store.ts';
import { watchProblems } from '../../editor/watch-problems.ts';
import { Inspector } from './inspector.tsx';

const at = { x: 0, y: 0 };
const document: FlowDocument = {
  schemaVersion: 1,
  nodes: [
    { id: 'start', type: 'start', position: at, data: {} },
    { id: 'name', type: 'question', position: at, data: { text: 'Who?' } },
    { id: 'hello', type: 'message', position: at, data: { text: 'Hello <<name>>' } },
    {
      id: 'menu',
      type: 'choice',
      position: at,
      data: {
        text: 'What?',
        options: [
          { id: 'a', label: 'Tea' },
          { id: 'b', label: 'Coffee' },
        ],
      },
    },
  ],
  edges: [
    { from: 'start', exit: 'next', to: 'name' },
    { from: 'menu', exit: 'a', to: 'hello' },
    { from: 'menu', exit: 'b', to: 'name' },
  ],
  configure: configureSchema.parse({}),
};

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function inspect(nodeId: string, readOnly = false) {
  const store = createEditorStore({ document, types: nodeDefinitions });
  const stop = watchProblems(store, nodeDefinitions, [], null);
  stop();
  store.getState().select({ nodes: [nodeId] });
  // Nobody is asked what the installation can do: no settings here depend on it.
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  render(
    <MantineProvider>
      <QueryClientProvider client={queries}>
        <EditorProvider store={store}>
          <Inspector readOnly={readOnly} />
        </EditorProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const node = (id: string) => store.getState().document.nodes.find((each) => each.id === id);
  return { node, edges: () => store.getState().document.edges };
}

const type = (input: HTMLElement, value: string) => fireEvent.change(input, { target: { value } });

describe('a node’s id', () => {
  it('is a slug of what is typed, and every reference follows', () => {
    const { node, edges } = inspect('name');
    const field = screen.getByRole('textbox', { name: 'Id' });
    type(field, 'Full Name');
    fireEvent.blur(field);
    expect(node('full-name')?.type).toBe('question');
    expect(node('hello')?.data.text).toBe('Hello <<full-name>>');
    expect(edges()).toContainEqual({ from: 'start', exit: 'next', to: 'full-name' });
  });

  it.each(['menu', 'ends-', 'ümlaut', ''])('%j is refused, and the old one stays', (wish) => {
    const { node } = inspect('name');
    const field = screen.getByRole('textbox', { name: 'Id' });
    type(field, wish);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    fireEvent.blur(field);
    expect(node('name')?.type).toBe('question');
  });
});

describe('the options of a choice', () => {
  it('keep their exits when they are named anew or moved, and take them along when they go', () => {
    const { node, edges } = inspect('menu');
    type(screen.getByRole('textbox', { name: 'Option 1' }), 'Green tea');
    fireEvent.click(screen.getByRole('button', { name: 'Move Green tea down' }));
    expect(node('menu')?.data.options).toEqual([
      { id: 'b', label: 'Coffee' },
      { id: 'a', label: 'Green tea' },
    ]);
    expect(edges()).toEqual(document.edges);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Green tea' }));
    expect(edges().map(({ exit }) => exit)).toEqual(['next', 'b']);
  });

  it('get ids that are free', () => {
    const { node } = inspect('menu');
    fireEvent.click(screen.getByRole('button', { name: 'Add option' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add option' }));
    const ids = within(screen.getByRole('complementary')).getAllByRole('textbox', { name: /^Option/ });
    expect(ids).toHaveLength(4);
    expect(node('menu')?.data.options).toMatchObject([
      { id: 'a' },
      { id: 'b' },
      { id: 'option-3' },
      { id: 'option-4' },
    ]);
  });
});

it('shows where exits lead, and what is wrong there', () => {
  inspect('name');
  const target = screen.getByRole('combobox', { name: 'Next' });
  expect(target.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Connect “Next” of “name”: it leads nowhere.')).toBeTruthy();
});

it('can only be read by people who may not edit', () => {
  inspect('menu', true);
  expect(screen.getByRole('textbox', { name: 'Option 1' }).closest('fieldset')?.disabled).toBe(true);
  expect(screen.getByRole('textbox', { name: 'Question' }).getAttribute('contenteditable')).toBe('false');
});
