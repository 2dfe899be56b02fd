import { AttachButton, type Attachments, Composer, useAttachments, useWords } from '@baton/chat-ui';
import { type FC, type RefObject, useState } from 'react';
import type { Phrase } from '../../words/phrases.ts';
import type { Chat, ChatView } from '../core/chat.ts';

interface FootProps {
  chat: Chat;
  view: ChatView;
  composer: RefObject<HTMLTextAreaElement | null>;
  /** Shows what is attached; null until its code is there. */
  Tray: FC<{ attachments: Attachments }> | null;
}

/** Where the visitor writes; after the end, the way to a new chat. */
export function Foot({ chat, view, composer, Tray }: FootProps) {
  const t = useWords<Phrase>();
  const [draft, setDraft] = useState(chat.draft.load);
  const { mode } = view.chat.status;
  const { attachments } = chat;
  const { some, settled } = useAttachments(attachments);

  function change(text: string) {
    setDraft(text);
    chat.draft.save(text);
    chat.typed(text);
  }

  if (mode === 'ended') {
    return (
      <div className="foot">
        <p className="foot-note">{t('This chat has ended.')}</p>
        <button
          type="button"
          className="chat-button"
          data-primary
          disabled={view.busy}
          onClick={() => void chat.command('start').then(() => composer.current?.focus())}
        >
          {t('Start a new chat')}
        </button>
      </div>
    );
  }
  return (
    <div className="foot">
      {mode === 'resolved' && (
        <p className="foot-note">{t('This conversation is resolved. Write if you need anything else.')}</p>
      )}
      {Tray && <Tray attachments={attachments} />}
      <Composer
        value={draft}
        onChange={change}
        onSend={(text) => {
          change('');
          void chat.say(text);
        }}
        label={t('Message')}
        placeholder={t('Write a message')}
        inputRef={composer}
        onFiles={attachments.add}
        attached={some ? (settled ? 'ready' : 'waiting') : 'nothing'}
        before={<AttachButton onFiles={attachments.add} />}
      />
    </div>
  );
}
