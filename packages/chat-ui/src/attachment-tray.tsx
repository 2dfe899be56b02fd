import type { Attachment, Attachments } from './attachments.ts';
import { fileSize } from './file-words.ts';
import { CloseIcon, FileIcon } from './icons.tsx';
import { useAttachments } from './use-attachments.ts';
import { type ChatPhrase, useWords } from './words.ts';

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
  const t = useWords<string>();
  switch (state.kind) {
    case 'uploading':
      return <progress aria-label={t('Uploading {name}', { name })} max={1} value={state.progress} />;
    case 'ready':
      return <span className="chat-document-size">{fileSize(size)}</span>;
    case 'failed':
      return (
        <span className="chat-attachment-problem" role="alert">
          {t(problemOf(state))}{' '}
          {!state.final && (
            <button type="button" className="chat-link" onClick={onRetry}>
              {t('Try again')}
            </button>
          )}
        </span>
      );
  }
}

/** What is wrong with a file, by the answer's status: the answer's own words are in no other language. */
const refusals: Readonly<Record<number, ChatPhrase>> = {
  413: 'Larger than 20 MB. Choose a smaller file.',
  415: 'This kind of file can’t be sent. Pictures, sound, video, PDF, office documents, text and ZIP can.',
  429: 'Too many requests. Wait a moment, then try again.',
};

/** Words of the server's stay where only staff can have done something wrong. */
function problemOf({ status, problem }: Extract<Attachment['state'], { kind: 'failed' }>): string {
  if (status >= 500) return 'It could not be sent. Check your connection, then try again.' satisfies ChatPhrase;
  return refusals[status] ?? problem;
}
