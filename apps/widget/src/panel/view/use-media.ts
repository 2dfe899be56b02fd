import { useAttachments } from '@baton/chat-ui';
import type * as Media from '@baton/chat-ui/media';
import { useEffect, useState } from 'react';
import type { Chat, ChatView } from '../core/chat.ts';

export type LoadMedia = () => Promise<typeof Media>;

const mediaKinds: ReadonlySet<string> = new Set(['file', 'location', 'contact']);

/** The code for files, loaded when the conversation has some or the visitor attaches one; null until it is there. */
export function useMedia(chat: Chat, { chat: { entries, pending } }: ChatView, load: LoadMedia) {
  const [media, setMedia] = useState<typeof Media | null>(null);
  const { some } = useAttachments(chat.attachments);
  const count = [...entries, ...pending].filter(({ content }) => mediaKinds.has(content.kind)).length;
  const wanted = (some || count > 0) && media === null;

  // Tried again with the next file, should it fail.
  useEffect(() => {
    if (wanted) load().then(setMedia, (error: unknown) => console.error('Baton: files can’t be shown.', error));
  }, [wanted, count, load]);
  return media;
}
