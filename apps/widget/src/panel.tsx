import { type Translations, WordsProvider } from '@baton/chat-ui';
import chatCss from '@baton/chat-ui/chat.css?inline';
import { createRoot } from 'react-dom/client';
import { importBeside } from './import-beside.ts';
import { createApi } from './panel/core/api.ts';
import { createChat } from './panel/core/chat.ts';
import { liveOver } from './panel/core/live.ts';
import { uuid } from './panel/core/uuid.ts';
import { readVisit } from './panel/core/visit.ts';
import panelCss from './panel/panel.css?inline';
import { createChime } from './panel/signs/chime.ts';
import { createTabTitle } from './panel/signs/tab-title.ts';
import { PanelView } from './panel/view/panel-view.tsx';
import type { Panel, PanelHost } from './shared/embed.ts';
import { createStorage } from './shared/storage.ts';
import { loadLanguage } from './words/load-language.ts';

const RETRY_DELAYS = { minTimeout: 1000, maxTimeout: 15_000 };

/** Puts the chat into the loader's shadow root, closed; it connects at once and goes on where the visitor was. */
export function mountPanel(host: PanelHost): Panel {
  const { channelId, origin, config, root } = host;
  /** Files have a part of their own, loaded by who sends or gets one. */
  const loadMedia = async () => {
    const media = await importBeside('media');
    host.adoptStyles(media.mediaCss);
    return media;
  };
  host.adoptStyles(chatCss);
  host.adoptStyles(panelCss);
  const container = document.createElement('div');
  root.append(container);

  const title = createTabTitle();
  const chime = createChime(createStorage('sound', () => localStorage));
  const chat = createChat({
    api: createApi(origin, channelId),
    connect: liveOver(origin),
    store: createStorage(channelId, () => localStorage),
    visit: () => readVisit(title.ofPage()),
    identity: host.identity ?? (async () => null),
    delays: RETRY_DELAYS,
    uuid,
    now: Date.now,
  });
  const { unread, chat: first } = chat.view();
  let told = { unread, mode: first.status.mode };
  chat.subscribe(() => {
    const view = chat.view();
    const now = { unread: view.unread, mode: view.chat.status.mode };
    if (now.unread !== told.unread) {
      host.emit('unread', now.unread);
      title.show(now.unread);
    }
    if (now.unread > told.unread) chime.ring(`${view.chat.conversationId}:${view.chat.lastSeq}`);
    if (now.mode !== told.mode) host.emit('mode', now.mode);
    told = now;
  });

  const living = new AbortController();
  const { signal } = living;
  addEventListener('online', chat.wake, { signal });
  for (const type of ['click', 'keydown']) addEventListener(type, chime.touched, { capture: true, signal });
  addEventListener(
    'storage',
    ({ key, newValue }) => {
      if (key?.startsWith(`baton:${channelId}:`)) chat.onStorage(key, newValue);
    },
    { signal },
  );

  const view = createRoot(container);
  let opened = false;
  let translations: Translations | null = null;
  let drawKeeping = true;
  const draw = (keepFocus: boolean) => {
    drawKeeping = keepFocus;
    // Its first words are in the visitor's language.
    if (translations === null) return;
    view.render(
      <WordsProvider value={translations}>
        <PanelView
          chat={chat}
          config={config}
          chime={chime}
          open={opened}
          keepFocus={keepFocus}
          loadMedia={loadMedia}
          onClose={host.close}
        />
      </WordsProvider>,
    );
  };
  void loadLanguage(config.language).then((loaded) => {
    translations = loaded;
    if (!signal.aborted) draw(drawKeeping);
  });
  const showing = () => chat.setVisible(opened && document.visibilityState === 'visible');
  const onVisibility = () => {
    showing();
    if (document.visibilityState === 'visible') chat.wake();
  };
  document.addEventListener('visibilitychange', onVisibility, { signal });

  draw(true);
  void chat.resume();
  return {
    destroy() {
      living.abort();
      chat.close();
      view.unmount();
      container.remove();
      host.emit('unread', 0);
      title.show(0);
    },
    open({ keepFocus }) {
      opened = true;
      draw(keepFocus);
      showing();
      void chat.open();
    },
    close() {
      opened = false;
      draw(true);
      showing();
    },
  };
}
