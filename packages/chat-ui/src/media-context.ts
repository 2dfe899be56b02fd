import { createContext, type FC, use } from 'react';
import type { ContentOf, FileContent } from './content.ts';

/** How files, places and cards are drawn. Their code is an entry of its own: an app may load it when it is needed. */
export interface MediaViews {
  file: FC<{ file: FileContent & { edited?: boolean | undefined } }>;
  location: FC<{ location: ContentOf['location'] }>;
  contact: FC<{ contact: ContentOf['contact'] }>;
}

const MediaViewsContext = createContext<MediaViews | null>(null);
/** Gives everything below it the views; null while they are not there: names stand for what can't be shown yet. */
export const MediaViewsProvider = MediaViewsContext.Provider;
export const useMediaViews = () => use(MediaViewsContext);
