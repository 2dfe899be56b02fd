import { useWords } from '@baton/chat-ui';
import { useEffect, useId, useRef } from 'react';
import type { Phrase } from '../../words/phrases.ts';

/** Asks before the chat ends. It covers the panel only: the page behind is not ours to block. */
export function ConfirmEnd({ onCancel, onConfirm }: { onCancel: () => void; onConfirm: () => void }) {
  const t = useWords<Phrase>();
  const keep = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    keep.current?.focus();
  }, []);

  return (
    <div className="confirm-veil">
      <div
        className="confirm"
        role="alertdialog"
        aria-modal="true"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <h2 id={`${id}-title`}>{t('End this chat?')}</h2>
        <p id={`${id}-text`}>{t('You can start a new one at any time.')}</p>
        <div className="confirm-buttons">
          <button ref={keep} type="button" className="chat-button" onClick={onCancel}>
            {t('Keep chatting')}
          </button>
          <button type="button" className="chat-button danger" onClick={onConfirm}>
            {t('End chat')}
          </button>
        </div>
      </div>
    </div>
  );
}
