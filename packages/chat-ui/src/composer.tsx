import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useLayoutEffect,
  useRef,
} from 'react';
import { SendIcon } from './icons.tsx';
import { useWords } from './words.ts';

interface ComposerProps {
  value: string;
  onChange: (value: string) => void;
  /** Called with the trimmed text, an empty one only where something is attached; clearing `value` is the caller's part. */
  onSend: (text: string) => void;
  /** What the field is for, spoken: "Message", "Internal note". */
  label: string;
  placeholder?: string;
  disabled?: boolean;
  maxLength?: number;
  sendLabel?: string;
  /** Colours the field for what it does. */
  tone?: 'reply' | 'note';
  inputRef?: RefObject<HTMLTextAreaElement | null>;
  /** Files that were pasted. */
  onFiles?: (files: File[]) => void;
  /** What is attached: the text may be empty then. `waiting`: it can't be sent yet. */
  attached?: 'nothing' | 'ready' | 'waiting';
  /** Buttons before the text. */
  before?: ReactNode;
  /** Buttons before the send button. */
  children?: ReactNode;
}

/** A text field that grows with its text. Enter sends, Shift+Enter is a new line; Enter that ends an IME's composition does neither. */
export function Composer(props: ComposerProps) {
  const { value, onChange, onSend, label, placeholder, disabled = false, maxLength = 4000 } = props;
  const t = useWords();
  const own = useRef<HTMLTextAreaElement>(null);
  const field = props.inputRef ?? own;
  const text = value.trim();
  const { attached = 'nothing' } = props;
  const ready = !disabled && (attached === 'nothing' ? text !== '' : attached === 'ready');

  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current, value);
  }, [field, value]);

  function send() {
    if (ready) onSend(text);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Safari ends the composition before the key event: only its key code still says so.
    const composing = event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  }

  /** A picture from the clipboard is a file; copied words that bring a picture along are words. */
  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>) {
    const { files, types } = event.clipboardData;
    if (!props.onFiles || files.length === 0 || types.includes('text/plain')) return;
    event.preventDefault();
    props.onFiles([...files]);
  }

  return (
    <div className="chat-composer" data-tone={props.tone ?? 'reply'} data-disabled={disabled || undefined}>
      {props.before}
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        value={value}
        aria-label={label}
        placeholder={placeholder}
        disabled={disabled}
        maxLength={maxLength}
        enterKeyHint="send"
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      />
      {props.children}
      <button
        type="button"
        className="chat-send"
        aria-label={props.sendLabel ?? t('Send')}
        disabled={!ready}
        onClick={send}
      >
        <SendIcon />
      </button>
    </div>
  );
}

/** As high as its text; the style sheet sets the limit. An empty field keeps its one row. */
function fitHeight(field: HTMLTextAreaElement, value: string) {
  field.style.height = 'auto';
  if (value !== '') field.style.height = `${field.scrollHeight}px`;
}
