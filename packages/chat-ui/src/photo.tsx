import { useRef } from 'react';
import type { FileContent } from './content.ts';
import { useDownload } from './file-source.tsx';
import { mediaWords } from './file-words.ts';
import { CloseIcon, DownloadIcon } from './icons.tsx';
import { useWords } from './words.ts';

interface PhotoProps {
  file: FileContent;
  /** Undefined while it is being asked for: the place is kept. */
  url: string | undefined;
  onBroken: () => void;
}

const SIDE = { width: 272, height: 320 };
const STICKER_SIDE = { width: 128, height: 128 };

/** A picture in the thread; pressed, it fills the window. */
export function Photo({ file, url, onBroken }: PhotoProps) {
  const t = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const { href, save } = useDownload(file.fileId);
  const words = `${t(mediaWords[file.media])}: ${file.name}`;
  return (
    <>
      <button
        type="button"
        className="chat-photo"
        style={placeOf(file)}
        aria-label={t('Open {name}', { name: words })}
        disabled={url === undefined}
        onClick={() => dialog.current?.showModal()}
      >
        {url !== undefined && <img src={url} alt={words} loading="lazy" onError={onBroken} />}
      </button>
      <dialog
        ref={dialog}
        className="chat-lightbox"
        aria-label={words}
        // What is pressed here means nothing to what lies below, Escape least of all.
        onKeyDown={(event) => event.stopPropagation()}
        onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      >
        <div className="chat-lightbox-tools">
          {href === undefined ? (
            <button type="button" aria-label={`${t('Save')} ${file.name}`} onClick={() => void save().catch(onBroken)}>
              <DownloadIcon />
            </button>
          ) : (
            <a href={href} download={file.name} aria-label={`${t('Save')} ${file.name}`}>
              <DownloadIcon />
            </a>
          )}
          <button type="button" aria-label={t('Close')} onClick={() => dialog.current?.close()}>
            <CloseIcon />
          </button>
        </div>
        {url !== undefined && <img src={url} alt={words} loading="lazy" />}
      </dialog>
    </>
  );
}

/** Its place in the thread, kept while it loads, so that nothing moves. */
function placeOf({ width, height, media }: FileContent) {
  const side = media === 'sticker' ? STICKER_SIDE : SIDE;
  if (width === undefined || height === undefined) return { width: side.width, minHeight: side.height / 2 };
  const scale = Math.min(1, side.width / width, side.height / height);
  return { width: Math.max(48, Math.round(width * scale)), aspectRatio: `${width} / ${height}` };
}
