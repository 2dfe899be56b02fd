import { useSyncExternalStore } from 'react';
import type { Attachment, Attachments } from './attachments.ts';
import { fileSize } from './file-words.ts';
import { CloseIcon, FileIcon } from './icons.tsx';

/** What is attached to the message that is being written, and whether it can be sent as it is. */
export function useAttachments(attachments: Attachments) {
  const list = useSyncExternalStore(attachments.subscribe, attachments.list);
  return { list, some: list.length > 0, settled: list.every(({ state }) => state.kind === 'ready') };
}

/** The files of a message that is being written: how far each is, and what can be done about it. */
export function AttachmentTray({ attachments }: { attachments: Attachments }) {
  const { list } = useAttachments(attachments);
  if (list.length === 0) return null;
  return (
    <ul className="chat-tray" aria-label="Attached files">
      {list.map((each) => (
        <li key={each.id} className="chat-attachment" data-state={each.state.kind}>
          {each.preview === null ? <FileIcon /> : <img src={each.preview} alt="" />}
          <span className="chat-document-words">
            <span className="chat-attachment-name" dir="auto">
              {each.name}
            </span>
            <State attachment={each} onRetry={() => attachments.retry(each.id)} />
          </span>
          <button type="button" aria-label={`Remove ${each.name}`} onClick={() => attachments.remove(each.id)}>
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

function State({ attachment: { name, size, state }, onRetry }: { attachment: Attachment; onRetry: () => void }) {
  switch (state.kind) {
    case 'uploading':
      return <progress aria-label={`Uploading ${name}`} max={1} value={state.progress} />;
    case 'ready':
      return <span className="chat-document-size">{fileSize(size)}</span>;
    case 'failed':
      return (
        <span className="chat-attachment-problem" role="alert">
          {state.problem}{' '}
          {!state.final && (
            <button type="button" className="chat-link" onClick={onRetry}>
              Try again
            </button>
          )}
        </span>
      );
  }
}
