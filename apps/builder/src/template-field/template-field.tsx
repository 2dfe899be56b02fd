import type { TemplateFieldProps } from '@baton/nodes/editors';
import { Button, Input, Popover } from '@mantine/core';
import { IconAt } from '@tabler/icons-react';
import { EditorContent } from '@tiptap/react';
import { useId } from 'react';
import { AnswerList } from './answer-list.tsx';
import { AnswerSearch } from './answer-search.tsx';
import { ReferenceSettings } from './reference-settings.tsx';
import { useTemplateSurroundings } from './template-context.tsx';
import classes from './template-field.module.css';
import { useTemplateEditor } from './use-template-editor.ts';

/**
 * A text with `<<node-id>>` in it: references are chips, a button or `<<` offers the answers that can exist here.
 * The value is the plain template, whatever is shown.
 */
export function TemplateField(props: TemplateFieldProps) {
  const { label, description, path, singleLine = false, plain = false } = props;
  const { errorAt } = useTemplateSurroundings();
  const id = useId();
  const error = errorAt(path);
  const { editor, menu, close, openPicker, options, active, pick, listId } = useTemplateEditor({ ...props, id });

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label`, onClick: () => editor?.commands.focus() }}
      description={description}
      descriptionProps={{ id: `${id}-description`, className: classes.description }}
      error={error}
      errorProps={{ id: `${id}-error`, className: classes.error }}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data-path={path}
    >
      <Popover
        opened={menu.kind !== 'closed'}
        onChange={(opened) => !opened && close()}
        width="target"
        position="bottom-start"
        offset={4}
        trapFocus={menu.kind === 'picker' || menu.kind === 'reference'}
        closeOnEscape
        withRoles={false}
        withinPortal
        shadow="md"
      >
        <Popover.Target>
          <div
            className={classes.box}
            data-error={error !== undefined || undefined}
            data-single-line={singleLine || undefined}
          >
            <EditorContent editor={editor} />
            <div className={classes.bar}>
              <span className={classes.markdown}>{!singleLine && !plain && '**bold** *italic* [words](link)'}</span>
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                leftSection={<IconAt size={14} stroke={1.75} />}
                onClick={openPicker}
                aria-label={`Insert answer into ${label}`}
              >
                Insert answer
              </Button>
            </div>
          </div>
        </Popover.Target>
        <Popover.Dropdown p={4}>
          {menu.kind === 'typing' && <AnswerList id={listId} options={options} active={active} onPick={pick} />}
          {menu.kind === 'picker' && <AnswerSearch onPick={pick} onClose={close} />}
          {menu.kind === 'reference' && editor && (
            <ReferenceSettings editor={editor} position={menu.position} onClose={close} />
          )}
        </Popover.Dropdown>
      </Popover>
    </Input.Wrapper>
  );
}
