import { MediaViewsProvider, useWords } from '@baton/chat-ui';
import { accentColours } from '@baton/chat-ui/accent-colours';
import type { WidgetConfig } from '@baton/contracts';
import type { InboundContent } from '@baton/engine';
import {
  type CSSProperties,
  type KeyboardEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Phrase } from '../../words/phrases.ts';
import type { Chat } from '../core/chat.ts';
import type { Chime } from '../signs/chime.ts';
import { Banner } from './banner.tsx';
import { ConfirmEnd } from './confirm-end.tsx';
import { Foot } from './foot.tsx';
import { Header } from './header.tsx';
import { Transcript } from './transcript.tsx';
import { focusedElement, useFocusWithin } from './use-focus-within.ts';
import { type LoadMedia, useMedia } from './use-media.ts';
import { useMediaQuery } from './use-media-query.ts';
import { useViewportHeight } from './use-viewport-height.ts';
import { WaitingBar } from './waiting-bar.tsx';

interface PanelViewProps {
  chat: Chat;
  config: WidgetConfig;
  chime: Chime;
  open: boolean;
  /** The panel opened by itself: the visitor's focus stays where it is. */
  keepFocus: boolean;
  /** Gets the code for files, once it is needed. */
  loadMedia: LoadMedia;
  onClose: () => void;
}

export function PanelView({ chat, config, chime, open, keepFocus, loadMedia, onClose }: PanelViewProps) {
  const t = useWords<Phrase>();
  const view = useSyncExternalStore(chat.subscribe, chat.view);
  const media = useMedia(chat, view, loadMedia);
  const fullScreen = useMediaQuery('(max-width: 480px)');
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)');
  const [confirming, setConfirming] = useState<'end' | 'close' | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const scheme = config.scheme === 'auto' ? (prefersDark ? 'dark' : 'light') : config.scheme;
  const accentStyle = useMemo(() => accentVariables(config.accent, scheme), [config.accent, scheme]);
  useViewportHeight(panel, open && fullScreen);
  const keepInside = useFocusWithin(panel, open && fullScreen);

  useEffect(() => {
    if (!open || keepFocus) return;
    // On phones the keyboard would cover the greeting that is about to appear.
    (fullScreen ? panel.current : (composer.current ?? panel.current))?.focus();
  }, [open, keepFocus, fullScreen]);

  function onKeyDown(event: KeyboardEvent) {
    keepInside(event);
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    if (confirming) stopAsking();
    else close();
  }

  /** Where closing ends the chat, it is asked first. */
  function close() {
    const { conversationId, status } = view.chat;
    if (config.closingEnds && conversationId !== null && status.mode !== 'ended') setConfirming('close');
    else onClose();
  }

  /** A picked button and a sent form go quiet: who works by keyboard goes on in the composer. */
  function answer(content: InboundContent) {
    const byKeyboard = panel.current && focusedElement(panel.current)?.matches(':focus-visible');
    void chat.send(content);
    if (byKeyboard) composer.current?.focus();
  }

  function stopAsking() {
    setConfirming(null);
    panel.current?.focus();
  }

  return (
    <div
      ref={panel}
      className="chat panel"
      data-scheme={scheme}
      data-position={config.position}
      data-corners={config.corners}
      role="dialog"
      lang={config.language}
      aria-modal={fullScreen}
      aria-label={t('Chat with {name}', { name: config.businessName })}
      tabIndex={-1}
      hidden={!open}
      style={accentStyle}
      onKeyDown={onKeyDown}
    >
      <div className="main" inert={confirming !== null}>
        <Header
          view={view}
          config={config}
          chime={chime}
          onRequestPerson={() => void chat.command('request-person')}
          onEndChat={() => setConfirming('end')}
          onClose={close}
        />
        <Banner view={view} onDismiss={chat.clearProblem} />
        <MediaViewsProvider value={media?.mediaViews ?? null}>
          <Transcript chat={chat} view={view} config={config} open={open} onAnswer={answer} />
        </MediaViewsProvider>
        <WaitingBar view={view} onCancel={() => void chat.command('cancel-waiting')} />
        <Foot chat={chat} view={view} composer={composer} Tray={media?.AttachmentTray ?? null} />
        {config.poweredBy && <p className="powered">{t('Powered by Baton')}</p>}
      </div>
      {confirming && (
        <ConfirmEnd
          onCancel={stopAsking}
          onConfirm={() => {
            stopAsking();
            void chat.command('end-chat');
            if (confirming === 'close') onClose();
          }}
        />
      )}
    </div>
  );
}

/** React's types know no custom properties. */
type Variables = CSSProperties & Record<`--${string}`, string>;

function accentVariables(accent: string, scheme: 'light' | 'dark'): Variables {
  const colours = accentColours(accent, scheme);
  return {
    '--chat-accent': colours.accent,
    '--chat-on-accent': colours.onAccent,
    '--chat-accent-text': colours.accentText,
  };
}
