import { useEffect, useId, useRef } from 'react';

/** Asks before the chat ends. */
export function ConfirmEnd({ onCancel, onConfirm }: { onCancel: () => void; onConfirm: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();

  useEffect(() => {
    // A modal dialog: the browser keeps the focus in it and gives it back.
    dialog.current?.showModal();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={`${id}-title`}>End this chat?</h2>
      <p id={`${id}-text`}>You can start a new one at any time.</p>
      <div className="confirm-buttons">
        <button type="button" className="chat-button" onClick={onCancel}>
          Keep chatting
        </button>
        <button type="button" className="chat-button danger" onClick={onConfirm}>
          End chat
        </button>
      </div>
    </dialog>
  );
}
