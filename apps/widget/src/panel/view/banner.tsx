import { useWords } from '@baton/chat-ui';
import type { ChatView } from '../core/chat.ts';
import { CloseIcon } from './icons.tsx';

/** What stands in the way: no connection (it goes by itself), or something that did not work. */
export function Banner({ view, onDismiss }: { view: ChatView; onDismiss: () => void }) {
  const t = useWords<string>();
  if (view.problem !== null) {
    return (
      <div className="banner" data-tone="problem" role="alert">
        <span>{t(view.problem)}</span>
        <button type="button" className="icon-button" aria-label={t('Dismiss')} onClick={onDismiss}>
          <CloseIcon />
        </button>
      </div>
    );
  }
  if (view.link !== 'offline') return null;
  return (
    <div className="banner" data-tone="offline" role="status">
      <span>{t('No connection. Messages are sent when it is back.')}</span>
    </div>
  );
}
