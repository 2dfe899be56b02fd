import type { ChatEvent, ChatState } from './chat-state.ts';
import type { ConnectLive, Live } from './live.ts';
import type { VisitorSession } from './visitor-session.ts';

/** How long "is typing" stays when its end gets lost, and how long to wait after the server has refused us. */
const TYPING_MS = 10_000;
const REFUSED_MS = 5000;

interface LiveLinkDeps {
  connect: ConnectLive;
  session: VisitorSession;
  dispatch(event: ChatEvent): void;
  onUp(): void;
  onDown(): void;
  onProblem(error: unknown): void;
}

/** Keeps one live connection for the visitor, and turns what it brings into events. */
export function createLiveLink({ connect, session, dispatch, onUp, onDown, onProblem }: LiveLinkDeps) {
  let live: Live | null = null;
  let up = false;
  let reported = '';
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let refusedTimer: ReturnType<typeof setTimeout> | undefined;

  async function open(): Promise<void> {
    await session.begin();
    live ??= connect(session.token, {
      onUp() {
        up = true;
        reported = '';
        onUp();
      },
      onDown() {
        up = false;
        showTyping(null);
        onDown();
      },
      onRefused() {
        close();
        session.forget();
        refusedTimer = setTimeout(() => void open().catch(onProblem), REFUSED_MS);
      },
      onChanged: (snapshot) => dispatch({ type: 'changed', snapshot }),
      onDelivery: (news) => dispatch({ type: 'delivery', ...news }),
      onTyping: ({ typing, name }) => showTyping(typing ? { name } : null),
    });
  }

  function showTyping(typing: ChatState['typing']) {
    clearTimeout(typingTimer);
    dispatch({ type: 'typing', typing });
    if (typing) typingTimer = setTimeout(() => dispatch({ type: 'typing', typing: null }), TYPING_MS);
  }

  function close() {
    clearTimeout(typingTimer);
    clearTimeout(refusedTimer);
    up = false;
    live?.close();
    live = null;
  }

  return {
    open,
    close,
    isUp: () => up,
    typing: (typing: boolean) => live?.typing(typing),
    /** Tells the server how far the visitor has the transcript, once for each step. */
    seen({ conversationId, lastSeq }: ChatState, visible: boolean) {
      const news = `${conversationId}:${lastSeq}:${visible}`;
      if (!up || conversationId === null || reported === news) return;
      reported = news;
      live?.seen(lastSeq, visible);
    },
  };
}
