import { useWords } from '@baton/chat-ui';
import type { WidgetConfig } from '@baton/contracts';
import type { Phrase } from '../../words/phrases.ts';
import type { ChatView } from '../core/chat.ts';
import type { Chime } from '../signs/chime.ts';
import { CloseIcon, HeadsetIcon } from './icons.tsx';
import { Menu } from './menu.tsx';
import { answererTone, closedNow, whoAnswers } from './who-answers.ts';

interface HeaderProps {
  view: ChatView;
  config: WidgetConfig;
  chime: Chime;
  onRequestPerson: () => void;
  onEndChat: () => void;
  onClose: () => void;
}

export function Header({ view, config, chime, onRequestPerson, onEndChat, onClose }: HeaderProps) {
  const t = useWords<Phrase>();
  const { status, conversationId } = view.chat;
  const running = conversationId !== null && status.mode !== 'ended';
  return (
    <header className="header">
      <div className="business">
        <p className="business-name" dir="auto">
          {config.businessName}
        </p>
        <p className="answerer" data-tone={answererTone[status.mode]} role="status" dir="auto">
          {t(...whoAnswers(status, closedNow(config)))}
        </p>
      </div>
      {(config.headset || status.headset) && running && status.mode === 'bot' && (
        <button
          type="button"
          className="icon-button"
          aria-label={t('Talk to a person')}
          title={t('Talk to a person')}
          disabled={view.busy}
          onClick={onRequestPerson}
        >
          <HeadsetIcon />
        </button>
      )}
      {running && <Menu chime={chime} onEndChat={onEndChat} />}
      <button type="button" className="icon-button" aria-label={t('Close')} title={t('Close')} onClick={onClose}>
        <CloseIcon />
      </button>
    </header>
  );
}
