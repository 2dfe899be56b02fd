import { useState } from 'react';
import type { FileContent } from './content.ts';
import { useDownload } from './file-source.tsx';
import { fileSize } from './file-words.ts';
import { DownloadIcon, FileIcon } from './icons.tsx';
import { useWords } from './words.ts';

/** A file by its name and size; the whole row saves it. */
export function DocumentRow({ file: { fileId, name, size } }: { file: FileContent }) {
  const t = useWords();
  const { href, save } = useDownload(fileId);
  const [failed, setFailed] = useState(false);
  const row = (
    <>
      <FileIcon />
      <span className="chat-document-words">
        <span className="chat-document-name" dir="auto">
          <span className="chat-hidden">{t('Save')} </span>
          {name}
        </span>
        <span className="chat-document-size">{fileSize(size)}</span>
      </span>
      <DownloadIcon />
    </>
  );
  if (href !== undefined) {
    return (
      <a className="chat-document" href={href} download={name}>
        {row}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        className="chat-document"
        onClick={() => {
          setFailed(false);
          save().catch(() => setFailed(true));
        }}
      >
        {row}
      </button>
      {failed && (
        <p className="chat-file-problem" role="alert">
          {t('It could not be loaded. Try again in a moment.')}
        </p>
      )}
    </>
  );
}
