import type { TemplateFieldProps } from '@baton/nodes/editors';
import { Extension } from '@tiptap/core';
import { Document } from '@tiptap/extension-document';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Placeholder, UndoRedo } from '@tiptap/extensions';
import { Slice } from '@tiptap/pm/model';
import { NodeSelection } from '@tiptap/pm/state';
import { type Editor, useEditor } from '@tiptap/react';
import { useEffect, useRef, useState } from 'react';
import { type AnswerOption, answerOptions, optionId } from './answer-list.tsx';
import { openQuery } from './open-query.ts';
import { ReferenceNode } from './reference-node.tsx';
import { useTemplateSurroundings } from './template-context.tsx';
import { documentOf, templateOf } from './template-document.ts';

type Menu =
  | { kind: 'closed' }
  /** `<<` was typed: the list follows what is typed after it. */
  | { kind: 'typing'; from: number; to: number; text: string }
  | { kind: 'picker' }
  | { kind: 'reference'; position: number };

const closed: Menu = { kind: 'closed' };

/** Enter makes a line; so does Shift-Enter, which browsers would turn into something else. */
const lines = (singleLine: boolean) =>
  Extension.create({
    name: 'lines',
    addKeyboardShortcuts: () => ({
      Enter: ({ editor }) => singleLine || editor.commands.splitBlock(),
      'Shift-Enter': ({ editor }) => singleLine || editor.commands.splitBlock(),
    }),
  });

/** The text editor of a template with its menus: what is typed goes out, what changes elsewhere comes in. */
export function useTemplateEditor(props: TemplateFieldProps & { id: string }) {
  const { id, value, onChange, placeholder = '', singleLine = false, description } = props;
  const { answers, readOnly } = useTemplateSurroundings();
  const [menu, setMenu] = useState<Menu>(closed);
  const [active, setActive] = useState(0);
  /** The opening that Escape was pressed at: it stays quiet until another one is typed. */
  const dismissed = useRef<number | null>(null);
  const listId = `${id}-answers`;
  const options = menu.kind === 'typing' ? answerOptions(answers, menu.text) : [];

  function lookForQuery(editor: Editor) {
    const query = editor.isFocused ? openQuery(editor.state) : null;
    if (query === null) dismissed.current = null;
    const shown = query !== null && query.from !== dismissed.current;
    setMenu((before) => (shown ? { kind: 'typing', ...query } : before.kind === 'typing' ? closed : before));
    setActive(0);
  }

  const editor = useEditor({
    extensions: [
      Document,
      Paragraph,
      Text,
      UndoRedo,
      Placeholder.configure({ placeholder }),
      ReferenceNode,
      lines(singleLine),
    ],
    content: documentOf(value),
    editable: !readOnly,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    coreExtensionOptions: { clipboardTextSerializer: { blockSeparator: '\n' } },
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': String(!singleLine),
        'aria-readonly': String(readOnly),
        'aria-labelledby': `${id}-label`,
        'aria-describedby': `${id}-error${description ? ` ${id}-description` : ''}`,
      },
      handleKeyDown: (_view, event) => latest.current.onKey(event),
      handleClickOn: (_view, _position, node, position, _event, direct) => {
        if (readOnly || !direct || node.type.name !== 'reference') return false;
        setMenu({ kind: 'reference', position });
        return false;
      },
      handlePaste: (_view, event) => latest.current.onPaste(event.clipboardData?.getData('text/plain') ?? ''),
    },
    onUpdate: ({ editor: current }) => {
      latest.current.onChange(templateOf(current.state.doc));
      lookForQuery(current);
    },
    onSelectionUpdate: ({ editor: current }) => lookForQuery(current),
    onBlur: () => setMenu((before) => (before.kind === 'typing' ? closed : before)),
  });

  function pick(option: AnswerOption) {
    const reference = { type: 'reference', attrs: { source: `<<${option.value}>>` } };
    const chain = editor?.chain().focus();
    if (menu.kind === 'typing') chain?.deleteRange({ from: menu.from, to: menu.to });
    chain?.insertContent(reference).run();
    setMenu(closed);
  }

  function onKey(event: KeyboardEvent): boolean {
    if (menu.kind !== 'typing') {
      const chip = editor?.state.selection;
      if (event.key !== 'Enter' || !(chip instanceof NodeSelection)) return false;
      setMenu({ kind: 'reference', position: chip.from });
      return true;
    }
    const option = options[active];
    if (event.key === 'Escape') {
      dismissed.current = menu.from;
      setMenu(closed);
      // The inspector would close as well.
      event.stopPropagation();
    } else if (event.key === 'ArrowDown') setActive(Math.min(active + 1, options.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(active - 1, 0));
    else if ((event.key === 'Enter' || event.key === 'Tab') && option) pick(option);
    else return false;
    return true;
  }

  function onPaste(text: string): boolean {
    const pasted = text.replace(/\r\n?/g, '\n');
    if (!editor) return false;
    const { content } = editor.schema.nodeFromJSON(documentOf(singleLine ? pasted.replace(/\s*\n\s*/g, ' ') : pasted));
    // Open at both ends: its first line joins the line of the cursor, its last line what stands after it.
    editor.view.dispatch(editor.state.tr.replaceSelection(new Slice(content, 1, 1)).scrollIntoView());
    return true;
  }

  const latest = useRef({ onKey, onPaste, onChange });
  useEffect(() => {
    latest.current = { onKey, onPaste, onChange };
  });

  // Undo, a renamed node or another tab's change: what is shown follows. What was typed here is already shown.
  useEffect(() => {
    if (!editor || value === templateOf(editor.state.doc)) return;
    editor.chain().setMeta('addToHistory', false).setContent(documentOf(value), { emitUpdate: false }).run();
  }, [editor, value]);

  useEffect(() => {
    // Before it is on the page, and after it has gone, there is nothing to mark. No menu is open then.
    if (!editor || editor.isDestroyed) return;
    const { dom } = editor.view;
    if (menu.kind === 'typing' && options.length > 0) {
      dom.setAttribute('aria-controls', listId);
      dom.setAttribute('aria-activedescendant', optionId(listId, active));
    } else {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    }
  }, [editor, menu.kind, options.length, active, listId]);

  return {
    editor,
    menu,
    options,
    active,
    listId,
    pick,
    openPicker: () => setMenu({ kind: 'picker' }),
    close: () => setMenu(closed),
  };
}
