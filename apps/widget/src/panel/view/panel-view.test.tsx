import { type Translations, WordsProvider } from '@baton/chat-ui';
import type { VisitorEntry, VisitorStatus, WidgetConfig } from '@baton/contracts';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createStorage } from '../../shared/storage.ts';
import { ApiProblem } from '../core/api.ts';
import { createChat } from '../core/chat.ts';
import { FakeServer } from '../core/testing/fake-server.ts';
import { uuid } from '../core/uuid.ts';
import { readVisit } from '../core/visit.ts';
import { createChime } from '../signs/chime.ts';
import { PanelView } from './panel-view.tsx';

const config: WidgetConfig = {
  businessName: 'Shop',
  greeting: '',
  launcherText: '',
  accent: '#0f766e',
  corners: 'round',
  language: 'en',
  words: { open: 'Open', close: 'Close', newMessage: '', newMessages: '', notLoaded: '' },
  closingEnds: false,
  signedInOnly: false,
  position: 'right',
  scheme: 'light',
  poweredBy: true,
  headset: true,
  closed: null,
};
const loadMedia = () => import('@baton/chat-ui/media');
const closers: (() => void)[] = [];
afterEach(() => {
  cleanup();
  for (const close of closers.splice(0)) close();
});

const newStore = () =>
  createStorage('c1', () => {
    throw new Error('memory only');
  });

async function openPanel(
  server = new FakeServer(),
  settings: Partial<WidgetConfig> = {},
  translations: Translations = {},
) {
  const store = newStore();
  const chime = createChime(store);
  const delays = { minTimeout: 1, maxTimeout: 2 };
  const chat = createChat({
    api: server.api,
    connect: server.connect,
    store,
    visit: readVisit,
    identity: async () => null,
    delays,
    uuid,
    now: Date.now,
  });
  closers.push(chat.close);
  const onClose = vi.fn();
  render(
    <WordsProvider value={translations}>
      <PanelView
        chat={chat}
        config={{ ...config, ...settings }}
        chime={chime}
        open
        keepFocus={false}
        loadMedia={loadMedia}
        onClose={onClose}
      />
    </WordsProvider>,
  );
  await chat.open();
  await screen.findByText(/Welcome/);
  return { server, chat, chime, onClose };
}

const modes: [VisitorStatus['mode'], Partial<VisitorStatus>, header: string, bar: string | null][] = [
  ['bot', {}, 'Bot', null],
  ['form', {}, 'Bot', 'One short form, then a person joins.'],
  ['waiting', {}, 'Waiting for a person', 'Waiting for a person to join…'],
  ['queued', { position: 3 }, 'Waiting for a person', 'You are number 3 in line.'],
  ['lead', {}, 'Bot', 'Leave your details and we will get back to you.'],
  ['human', { agentName: 'Ana' }, 'Connected to Ana', null],
  ['resolved', {}, 'Resolved', null],
  ['ended', {}, 'Chat ended', null],
];

describe('the header and the bar say who answers', () => {
  test.each(modes)('%s', async (mode, status, header, bar) => {
    const { server } = await openPanel();
    server.change({ mode, ...status });
    await waitFor(() => expect(document.querySelector('.answerer')?.textContent).toBe(header));
    expect(document.querySelector('.waiting-bar span')?.textContent ?? null).toBe(bar);
    expect(screen.queryByRole('button', { name: 'Talk to a person' }) !== null).toBe(mode === 'bot');
    expect(screen.queryByRole('textbox', { name: 'Message' }) !== null).toBe(mode !== 'ended');
    expect(screen.queryByRole('button', { name: 'More' }) !== null).toBe(mode !== 'ended');
  });

  test('a bot-only channel has no headset, and the brand can be turned off', async () => {
    await openPanel(new FakeServer(), { headset: false, poweredBy: false });
    expect(screen.queryByRole('button', { name: 'Talk to a person' })).toBeNull();
    expect(screen.queryByText('Powered by Baton')).toBeNull();
  });

  test('a trigger reveals the headset', async () => {
    const { server } = await openPanel(new FakeServer(), { headset: false });
    server.change({ headset: true });
    expect(await screen.findByRole('button', { name: 'Talk to a person' })).toBeTruthy();
  });
});

test('End chat asks first: Escape keeps chatting and leaves the panel open', async () => {
  const { server, onClose } = await openPanel();
  const ask = () => {
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(screen.getByRole('button', { name: 'End chat' }));
    return screen.getByRole('alertdialog', { name: 'End this chat?' });
  };
  fireEvent.keyDown(ask(), { key: 'Escape' });
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(onClose).not.toHaveBeenCalled();
  expect(server.status.mode).toBe('bot');

  fireEvent.click(within(ask()).getByRole('button', { name: 'End chat' }));
  await screen.findByText('This chat has ended.');
  fireEvent.click(screen.getByRole('button', { name: 'Start a new chat' }));
  await screen.findByText('Welcome 2');
  fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
  expect(onClose).toHaveBeenCalledOnce();
});

test('the sound is turned off and on in the menu', async () => {
  const { chime } = await openPanel();
  const pick = (name: string) => {
    fireEvent.click(screen.getByRole('button', { name: 'More' }));
    fireEvent.click(screen.getByRole('button', { name }));
    return chime.muted();
  };
  expect(pick('Turn sound off')).toBe(true);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'More' }));
  expect(pick('Turn sound on')).toBe(false);
});

test('a refused message says so beside it, and can be sent again or removed', async () => {
  const { server } = await openPanel();
  const write = (text: string) => {
    server.refusal = new ApiProblem('BAD_REQUEST', 400, 'That is too long.');
    const field = screen.getByRole('textbox', { name: 'Message' });
    fireEvent.change(field, { target: { value: text } });
    fireEvent.keyDown(field, { key: 'Enter' });
  };
  write('first');
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(server.entries).toHaveLength(2));
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();

  write('second');
  expect((await screen.findByRole('alert')).textContent).toContain('That did not work.');
  fireEvent.click(await screen.findByRole('button', { name: 'Remove' }));
  expect(screen.queryByText('second')).toBeNull();
});

test('what the visitor sees of each kind of entry', async () => {
  const { server } = await openPanel();
  const add = (author: VisitorEntry['author'], text: string) => server.say(author, text);
  add({ kind: 'system' }, 'Connected to Ana');
  add({ kind: 'system' }, `Your request is approved. ${'We look forward to seeing you. '.repeat(4)}`);
  add({ kind: 'agent', name: 'Ana' }, 'Hello');
  add({ kind: 'agent', name: 'Ana' }, 'again');
  await screen.findByText('again');
  expect(screen.getByText('Connected to Ana').closest('.chat-line')).toBeTruthy();
  expect(screen.getByText(/approved/).closest('.chat-bubble')).toBeTruthy();
  expect(screen.getAllByText('Ana', { selector: '.chat-label' }), 'one name for a group').toHaveLength(1);

  const late = server.entries.at(-1);
  server.say({ kind: 'bot' }, 'taken back');
  await screen.findByText('taken back');
  server.discard((late?.seq ?? 0) + 1);
  await waitFor(() => expect(screen.queryByText('taken back')).toBeNull());
});

test('a person who types is announced', async () => {
  const { server } = await openPanel();
  server.typing('Ana');
  expect(await screen.findByText('Ana is typing')).toBeTruthy();
});

test('a draft is there again when the panel is drawn anew', async () => {
  const { chat, chime } = await openPanel();
  fireEvent.change(screen.getByRole('textbox', { name: 'Message' }), { target: { value: 'half a sen' } });
  cleanup();
  render(
    <PanelView chat={chat} config={config} chime={chime} open loadMedia={loadMedia} keepFocus onClose={vi.fn()} />,
  );
  expect(screen.getByRole('textbox', { name: 'Message' })).toHaveProperty('value', 'half a sen');
});

describe('where closing ends the chat', () => {
  test('Close asks first, and then ends and closes', async () => {
    const { server, onClose } = await openPanel(new FakeServer(), { closingEnds: true });
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    const dialog = screen.getByRole('alertdialog', { name: 'End this chat?' });
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.click(within(dialog).getByRole('button', { name: 'End chat' }));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(server.log).toContain('end-chat');
  });

  test('who would rather keep chatting is not closed', async () => {
    const { server, onClose } = await openPanel(new FakeServer(), { closingEnds: true });
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    fireEvent.click(screen.getByRole('button', { name: 'Keep chatting' }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(onClose).not.toHaveBeenCalled();
    expect(server.log).not.toContain('end-chat');
  });

  test('a chat that has ended just closes', async () => {
    const { chat, onClose } = await openPanel(new FakeServer(), { closingEnds: true });
    await chat.command('end-chat');
    await screen.findByText('This chat has ended.');
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenCalledOnce();
  });
});

test('every word of the widget’s own can be said in another language', async () => {
  // A language in which everything is marked: what is left unmarked was forgotten.
  const marked = new Proxy<Record<string, string>>({}, { get: (_, phrase) => `⟦${String(phrase)}⟧` });
  const server = new FakeServer();
  const { chat } = await openPanel(server, { language: 'de' }, marked);
  const own = [config.businessName, 'Welcome 1', 'Hello', 'Ana'];
  const left = () =>
    [...textsOf(document.body)].filter((text) => !/^⟦.*⟧$/.test(text) && !own.includes(text) && !/\d/.test(text));
  expect(left()).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '⟦More⟧' }));
  expect(left()).toEqual([]);
  await chat.send({ kind: 'text', text: 'Hello' });
  for (const mode of ['form', 'waiting', 'queued', 'lead', 'human', 'resolved', 'ended'] as const) {
    server.change({ mode, agentName: 'Ana', position: 2 });
    await waitFor(() => expect(chat.view().chat.status.mode).toBe(mode));
    expect(left(), mode).toEqual([]);
  }
});

/** What a person can read or hear. */
function* textsOf(root: Element): Generator<string> {
  for (const element of root.querySelectorAll('*')) {
    for (const name of ['aria-label', 'title', 'placeholder']) {
      const text = element.getAttribute(name);
      if (text) yield text;
    }
    for (const node of element.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE ? node.textContent?.trim() : '';
      if (text) yield text;
    }
  }
}
