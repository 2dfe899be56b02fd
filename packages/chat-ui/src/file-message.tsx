import type { ReactNode } from 'react';
import type { FileContent } from './content.ts';
import { DocumentRow } from './document-row.tsx';
import { EditedMark } from './edited-mark.tsx';
import { useFileLink } from './file-source.tsx';
import { mediaWords } from './file-words.ts';
import { Markdown } from './markdown.tsx';
import { Photo } from './photo.tsx';
import { useWords } from './words.ts';

/** A file with what is written under it: shown where a browser can show it, else as a row to save it by. */
export function FileMessage({ file }: { file: FileContent & { edited?: boolean | undefined } }) {
  const { caption = '' } = file;
  return (
    <div className="chat-file" data-media={file.media}>
      {file.media === 'document' ? <DocumentRow file={file} /> : <Shown file={file} />}
      {caption !== '' && <Markdown text={caption} />}
      {file.edited && <EditedMark />}
    </div>
  );
}

function Shown({ file }: { file: FileContent }) {
  const t = useWords();
  const { link, onBroken, retry } = useFileLink(file.fileId);
  if (link.state === 'failed') {
    return (
      <>
        <DocumentRow file={file} />
        <p className="chat-file-problem">
          {t('It could not be shown.')}{' '}
          <button type="button" className="chat-link" onClick={retry}>
            {t('Try again')}
          </button>
        </p>
      </>
    );
  }
  const url = link.state === 'ready' ? link.url : undefined;
  return players[file.media](file, url, onBroken, `${t(mediaWords[file.media])}: ${file.name}`);
}

type Player = (file: FileContent, url: string | undefined, onBroken: () => void, words: string) => ReactNode;

const sound: Player = (_file, url, onBroken, words) => (
  <audio controls preload="metadata" src={url} aria-label={words} onError={onBroken}>
    <track kind="captions" />
  </audio>
);

const players: Readonly<Record<FileContent['media'], Player>> = {
  image: (file, url, onBroken) => <Photo file={file} url={url} onBroken={onBroken} />,
  sticker: (file, url, onBroken, words) =>
    file.mime.startsWith('video/') ? (
      players.video(file, url, onBroken, words)
    ) : (
      <Photo file={file} url={url} onBroken={onBroken} />
    ),
  audio: sound,
  voice: sound,
  video: ({ width, height }, url, onBroken, words) => (
    <video
      controls
      playsInline
      preload="metadata"
      src={url}
      width={width}
      height={height}
      aria-label={words}
      onError={onBroken}
    >
      <track kind="captions" />
    </video>
  ),
  document: (file) => <DocumentRow file={file} />,
};
