import { useWords } from '@baton/chat-ui';
import type { Phrase } from '../../words/phrases.ts';
import type { ChatView } from '../core/chat.ts';
import { waitingWords } from './who-answers.ts';

/** While a person is on the way: where things stand, and the way back. */
export function WaitingBar({ view, onCancel }: { view: ChatView; onCancel: () => void }) {
  const t = useWords<Phrase>();
  const words = waitingWords(view.chat.status);
  if (!words) return null;
  return (
    <div className="waiting-bar">
      <span role="status">{t(words.text, words.values)}</span>
      <button type="button" className="text-button" disabled={view.busy} onClick={onCancel}>
        {t(words.cancel)}
      </button>
    </div>
  );
}
