import { FileSourceProvider, TypingDots, useWords } from '@baton/chat-ui';
import type { WidgetConfig } from '@baton/contracts';
import type { InboundContent } from '@baton/engine';
import { useMemo } from 'react';
import type { Phrase } from '../../words/phrases.ts';
import type { Chat, ChatView } from '../core/chat.ts';
import { ArrowDownIcon } from './icons.tsx';
import { Message } from './message.tsx';
import { transcriptItems } from './transcript-items.ts';
import { useStickToEnd } from './use-stick-to-end.ts';

interface TranscriptProps {
  chat: Chat;
  view: ChatView;
  config: WidgetConfig;
  open: boolean;
  onAnswer: (content: InboundContent) => void;
}

export function Transcript({ chat, view, config, open, onAnswer }: TranscriptProps) {
  const t = useWords<Phrase>();
  const items = useMemo(() => transcriptItems(view.chat), [view.chat]);
  const typist = whoTypes(view, t('Bot'));
  const { log, behind, toEnd } = useStickToEnd(items.length, items.at(-1)?.author.kind === 'customer', open);

  return (
    <div className="log-frame">
      {/* What flows and people write is in the website's language rather than in the one of the chat's own words. */}
      <div
        ref={log}
        className="log"
        role="log"
        lang={document.documentElement.lang}
        aria-live="polite"
        aria-label={t('Messages')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        {config.greeting && (
          <p className="greeting" dir="auto">
            {config.greeting}
          </p>
        )}
        {items.length === 0 && view.link === 'connecting' && <p className="greeting">{t('Connecting…')}</p>}
        <FileSourceProvider value={chat.files}>
          {items.map((item, index) => (
            <Message
              key={item.key}
              chat={chat}
              items={items}
              index={index}
              business={config.businessName}
              mode={view.chat.status.mode}
              onAnswer={onAnswer}
            />
          ))}
        </FileSourceProvider>
        {typist !== null && <TypingDots name={typist} />}
      </div>
      {behind && (
        <button type="button" className="to-end" onClick={() => toEnd()}>
          <ArrowDownIcon /> {t('Latest messages')}
        </button>
      )}
    </div>
  );
}

/** A person who types, or the bot while it has our message and has not answered. */
function whoTypes({ chat, link }: ChatView, bot: string): string | null {
  if (chat.typing) return chat.typing.name ?? bot;
  const asked = chat.pending.some(({ state }) => state === 'queued');
  return asked && link === 'online' && chat.status.mode === 'bot' ? bot : null;
}
