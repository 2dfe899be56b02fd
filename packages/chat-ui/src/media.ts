import { ContactCard } from './contact-card.tsx';
import { FileMessage } from './file-message.tsx';
import { LocationMessage } from './location-message.tsx';
import type { MediaViews } from './media-context.ts';

export { AttachmentTray } from './attachment-tray.tsx';

/** Views of files, places and cards, for `MediaViewsProvider`. */
export const mediaViews: MediaViews = { file: FileMessage, location: LocationMessage, contact: ContactCard };
