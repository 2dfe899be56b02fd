import { type KeyboardEvent, type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { SendIcon } from './icons.tsx';

interface ComposerProps {
  value: string;
  onChange: (value: string) => void;
  /** Called with the trimmed text, never with an empty one; clearing `value` is the caller's part. */
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
  /** Buttons before the send button. */
  children?: ReactNode;
}

/** A text field that grows with its text. Enter sends, Shift+Enter is a new line; Enter that ends an IME's composition does neither. */
export function Composer(props: ComposerProps) {
  const { value, onChange, onSend, label, placeholder, disabled = false, maxLength = 4000 } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  const field = props.inputRef ?? own;
  const text = value.trim();

  useLayoutEffect(() => {
    if (field.current) fitHeight(field.current, value);
  }, [field, value]);

  function send() {
    if (text !== '' && !disabled) onSend(text);
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Safari ends the composition before the key event: only its key code still says so.
    const composing = event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  }

  return (
    <div className="chat-composer" data-tone={props.tone ?? 'reply'} data-disabled={disabled || undefined}>
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
      />
      {props.children}
      <button
        type="button"
        className="chat-send"
        aria-label={props.sendLabel ?? 'Send'}
        disabled={disabled || text === ''}
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
