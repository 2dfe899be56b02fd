import { useWords } from '@baton/chat-ui';
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react';
import type { Phrase } from '../../words/phrases.ts';
import type { Chime } from '../signs/chime.ts';
import { MoreIcon } from './icons.tsx';

/** What is seldom needed: the sound, and ending the chat. */
export function Menu({ chime, onEndChat }: { chime: Chime; onEndChat: () => void }) {
  const t = useWords<Phrase>();
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    if (!open || event.key !== 'Escape') return;
    // The first Escape closes the menu, the next one the panel.
    event.preventDefault();
    close();
  }

  function close() {
    setOpen(false);
    trigger.current?.focus();
  }

  function onBlur(event: FocusEvent<HTMLDivElement>) {
    if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOpen(false);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens to what its buttons let through.
    <div className="menu" onKeyDown={onKeyDown} onBlur={onBlur}>
      <button
        ref={trigger}
        type="button"
        className="icon-button"
        aria-label={t('More')}
        title={t('More')}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <MoreIcon />
      </button>
      {open && (
        <div className="menu-list">
          <button
            type="button"
            onClick={() => {
              chime.mute(!chime.muted());
              close();
            }}
          >
            {t(chime.muted() ? 'Turn sound on' : 'Turn sound off')}
          </button>
          <button
            type="button"
            className="danger"
            onClick={() => {
              setOpen(false);
              onEndChat();
            }}
          >
            {t('End chat')}
          </button>
        </div>
      )}
    </div>
  );
}
