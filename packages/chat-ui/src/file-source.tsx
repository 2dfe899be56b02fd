import { createContext, useCallback, useContext, useEffect, useState } from 'react';

/** Where the bytes of a file are: at an address that holds, or at one that holds for a while and is asked for. */
export type FileSource =
  | { readonly urlOf: (fileId: string) => string }
  | { readonly link: (fileId: string) => Promise<string> };

const Context = createContext<FileSource>({
  link: () => Promise.reject(new Error('Files can only be shown inside a FileSourceProvider')),
});

/** Says where the messages inside load their files. The value must stay the same between renders. */
export const FileSourceProvider = Context.Provider;

type FileLink = { state: 'loading' } | { state: 'ready'; url: string } | { state: 'failed' };

/** A link may have run out by the time it is used: another one is asked for once, without a word. */
const TRIES = 2;

/** The address of a file that is shown; `onBroken` is for when nothing could be loaded from it. */
export function useFileLink(fileId: string) {
  const source = useContext(Context);
  const [tries, setTries] = useState(1);
  const [link, setLink] = useState<FileLink>(
    'urlOf' in source ? { state: 'ready', url: source.urlOf(fileId) } : { state: 'loading' },
  );

  const ask = useCallback(async () => {
    try {
      setLink({ state: 'ready', url: await resolve(source, fileId) });
    } catch {
      setLink({ state: 'failed' });
    }
  }, [source, fileId]);

  useEffect(() => {
    if ('link' in source) void ask();
  }, [source, ask]);

  return {
    link,
    onBroken() {
      if (tries >= TRIES || 'urlOf' in source) return setLink({ state: 'failed' });
      setTries(tries + 1);
      void ask();
    },
    retry() {
      setLink({ state: 'loading' });
      void ask();
    },
  };
}

/** How to save a file: an address for a link, where there is one that holds, and what to do where there is none. */
export function useDownload(fileId: string): { href: string | undefined; save: () => Promise<void> } {
  const source = useContext(Context);
  return {
    href: 'urlOf' in source ? source.urlOf(fileId) : undefined,
    async save() {
      const anchor = document.createElement('a');
      anchor.href = await resolve(source, fileId);
      // The server says that it is to be saved: the page stays.
      anchor.click();
    },
  };
}

function resolve(source: FileSource, fileId: string): Promise<string> {
  return 'urlOf' in source ? Promise.resolve(source.urlOf(fileId)) : source.link(fileId);
}
