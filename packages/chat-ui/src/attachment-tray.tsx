import type { Attachment, Attachments } from './attachments.ts';
import { fileSize } from './file-words.ts';
import { CloseIcon, FileIcon } from './icons.tsx';
import { useAttachments } from './use-attachments.ts';
import { useWords } from './words.ts';

/** The files of a message that is being written: how far each is, and what can be done about it. */
export function AttachmentTray({ attachments }: { attachments: Attachments }) {
  const t = useWords();
  const { list } = useAttachments(attachments);
  if (list.length === 0) return null;
  return (
    <ul className="chat-tray" aria-label={t('Attached files')}>
      {list.map((each) => (
        <li key={each.id} className="chat-attachment" data-state={each.state.kind}>
          {each.preview === null ? <FileIcon /> : <img src={each.preview} alt="" />}
          <span className="chat-document-words">
            <span className="chat-attachment-name" dir="auto">
              {each.name}
            </span>
            <State attachment={each} onRetry={() => attachments.retry(each.id)} />
          </span>
          <button
            type="button"
            aria-label={t('Remove {name}', { name: each.name })}
            onClick={() => attachments.remove(each.id)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

function State({ attachment: { name, size, state }, onRetry }: { attachment: Attachment; onRetry: () => void }) {
  // What is wrong may be in the server's words: of what staff alone can do wrong, no language has any.
  const t = useWords<string>();
  switch (state.kind) {
    case 'uploading':
      return <progress aria-label={t('Uploading {name}', { name })} max={1} value={state.progress} />;
    case 'ready':
      return <span className="chat-document-size">{fileSize(size)}</span>;
    case 'failed':
      return (
        <span className="chat-attachment-problem" role="alert">
          {t(state.problem)}{' '}
          {!state.final && (
            <button type="button" className="chat-link" onClick={onRetry}>
              {t('Try again')}
            </button>
          )}
        </span>
      );
  }
}
