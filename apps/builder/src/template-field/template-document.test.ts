import { getSchema } from '@tiptap/core';
import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openQuery } from './open-query.ts';
import { ReferenceNode } from './reference-node.tsx';
import { referencePlugin } from './reference-plugin.ts';
import { documentOf, templateOf } from './template-document.ts';

const schema = getSchema([Document, Paragraph, Text, ReferenceNode]);
const docOf = (template: string) => schema.nodeFromJSON(documentOf(template));

function stateOf(template: string): EditorState {
  const doc = docOf(template);
  return EditorState.create({ doc, selection: TextSelection.atEnd(doc), plugins: [referencePlugin] });
}

/** What is shown: chips in brackets. */
function shown(state: EditorState): string {
  let words = '';
  state.doc.descendants((node) => {
    if (node.isText) words += node.text;
    else if (node.type.name === 'reference') words += `[${node.attrs.source}]`;
  });
  return words;
}

describe('a template in the text editor', () => {
  const pieces = fc.constantFrom(
    '<<',
    '>>',
    '{{',
    '}}',
    '\\',
    '|',
    'name',
    '.',
    ' ',
    '\n',
    '<<name>>',
    '{{a.b|c}}',
    'é',
    '👋',
  );

  it('comes out as it went in', () => {
    fc.assert(
      fc.property(
        fc.array(pieces).map((all) => all.join('')),
        (template) => {
          expect(templateOf(docOf(template))).toBe(template);
        },
      ),
    );
  });

  it('shows references as chips, lines as paragraphs, escapes as typed', () => {
    const doc = docOf('Hi <<name|you>>,\n\n\\<<name>>');
    expect(doc.childCount).toBe(3);
    expect(shown(stateOf('Hi <<name|you>>,\n\n\\<<name>>'))).toBe('Hi [<<name|you>>],\\<<name>>');
  });

  it('makes a chip of a reference when its end is typed, and leaves the cursor behind it', () => {
    let state = stateOf('Hi <<name>');
    state = state.applyTransaction(state.tr.insertText('>')).state;
    expect(shown(state)).toBe('Hi [<<name>>]');
    state = state.applyTransaction(state.tr.insertText('!')).state;
    expect(templateOf(state.doc)).toBe('Hi <<name>>!');
  });

  it('makes text of a chip that a backslash escapes', () => {
    let state = stateOf('Hi <<name>>');
    state = state.applyTransaction(state.tr.insertText('\\', 4)).state;
    expect(shown(state)).toBe('Hi \\<<name>>');
    expect(templateOf(state.doc)).toBe('Hi \\<<name>>');
  });

  it('leaves what is no reference alone', () => {
    const state = stateOf('<<Name>');
    expect(shown(state.applyTransaction(state.tr.insertText('>')).state)).toBe('<<Name>>');
  });
});

describe('openQuery', () => {
  it.each([
    ['Hello <<', ''],
    ['Hello <<pre', 'pre'],
    ['<<name>> and <<form.em', 'form.em'],
    ['one\n<<tw', 'tw'],
  ])('%j looks for %j', (template, text) => {
    expect(openQuery(stateOf(template))?.text).toBe(text);
  });

  it.each(['Hello', 'Hello <', '\\<<na', '<<na me', '<<name>>'])('%j looks for nothing', (template) => {
    expect(openQuery(stateOf(template))).toBeNull();
  });

  it('covers what picking an answer replaces', () => {
    const state = stateOf('Hi <<na');
    const query = openQuery(state);
    expect(query && state.doc.textBetween(query.from, query.to)).toBe('<<na');
  });
});
