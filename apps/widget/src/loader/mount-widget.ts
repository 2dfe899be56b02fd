import type { WidgetConfig } from '@baton/contracts';
import type { Panel, WidgetEvents } from '../shared/embed.ts';
import { createStorage, storageKeys } from '../shared/storage.ts';
import { createEmitter } from './emitter.ts';
import { createLauncher, type Launcher } from './launcher.ts';
import { loadPanel } from './load-panel.ts';
import loaderCss from './loader.css?inline';
import { adoptStyles } from './styles.ts';

/** A JWT by which the website says who the visitor is, or what gets a fresh one whenever one is needed. */
export type Identity = string | (() => string | Promise<string>);

export interface Widget {
  open(): void;
  close(): void;
  toggle(): void;
  /** Takes the button away, and brings it back; the conversation stays. */
  hide(): void;
  show(): void;
  /** Says who the visitor is; null when they have signed out, whose chat is gone from this browser then. */
  identify(identity: Identity | null): void;
  on<E extends keyof WidgetEvents>(event: E, listener: (detail: WidgetEvents[E]) => void): () => void;
}

/** Puts a channel's launcher on the page; null when it is there already. */
export function mountWidget(channelId: string, origin: string, first?: Identity): Widget | null {
  if (document.querySelector(`baton-widget[data-channel="${CSS.escape(channelId)}"]`)) return null;
  const root = createHost(channelId);
  const emitter = createEmitter();
  const saved = createStorage(channelId, () => localStorage);
  const tab = createStorage(channelId, () => sessionStorage);
  let opened = false;
  let failures = 0;
  let panel: Promise<Panel> | null = null;
  let identity: Identity | null = null;
  let hidden = false;

  const ready = fetchConfig(origin, channelId).then((config) => ({
    config,
    launcher: createLauncher(root, config, toggle),
  }));
  ready.then(
    ({ launcher }) => {
      showLauncher();
      if (first) identify(first);
      else if (identity === null) return resume(launcher);
    },
    (error: unknown) => console.error('Baton: the chat is not available.', error),
  );

  /** After a page change the chat goes on: the panel opens where it was open, or waits for news unseen. */
  function resume(launcher: Launcher) {
    // Who was signed in is somebody again once the page has said who; until then nobody goes on as them.
    if (identity === null && saved.get(storageKeys.customer)) return;
    if (tab.get(storageKeys.open) && !matchMedia('(max-width: 480px)').matches) return show({ keepFocus: true });
    if (!saved.get(storageKeys.conversation)) return;
    whenIdle(() => getPanel(launcher).catch(() => undefined));
  }

  function getPanel(launcher: Launcher): Promise<Panel> {
    panel ??= Promise.all([ready, loadPanel(origin, failures)]).then(([{ config }, { mountPanel }]) =>
      mountPanel({
        channelId,
        origin,
        config,
        root,
        adoptStyles: (css) => adoptStyles(root, css),
        identity: async () => (typeof identity === 'function' ? identity() : identity),
        close: () => close(launcher),
        emit(event, detail) {
          if (typeof detail === 'number') launcher.setUnread(detail);
          emitter.emit(event, detail);
        },
      }),
    );
    panel.catch(() => {
      panel = null;
      failures += 1;
    });
    return panel;
  }

  async function show(options: { keepFocus: boolean }) {
    if (opened) return;
    opened = true;
    const { config, launcher } = await ready;
    launcher.say(null);
    launcher.show({ open: false, busy: true });
    try {
      if (identity === null && saved.get(storageKeys.customer)) await become(null);
      const loaded = await getPanel(launcher);
      launcher.show({ open: opened, busy: false });
      if (!opened) return;
      tab.set(storageKeys.open, '1');
      loaded.open(options);
      emitter.emit('open', undefined);
    } catch (error) {
      console.error('Baton: the chat could not be loaded.', error);
      opened = false;
      launcher.show({ open: false, busy: false });
      launcher.say(config.words.notLoaded);
    }
  }

  async function close(launcher: Launcher) {
    if (!opened) return;
    opened = false;
    tab.remove(storageKeys.open);
    const hadFocus = root.activeElement !== null;
    (await panel)?.close();
    launcher.show({ open: false, busy: false });
    if (hadFocus) launcher.button.focus();
    emitter.emit('close', undefined);
  }

  const showLauncher = () =>
    void ready.then(({ config, launcher }) => launcher.hide(hidden || (config.signedInOnly && identity === null)));

  /** Another visitor is another browser: nothing of the one before is kept, or sent. */
  async function become(customer: string | null) {
    const before = saved.get(storageKeys.customer);
    if (before === customer) return;
    const old = await panel?.catch(() => null);
    panel = null;
    old?.destroy?.();
    // After it, so that nothing the panel was about to keep is kept.
    for (const key of saved.keys()) saved.remove(key);
    if (customer !== null) saved.set(storageKeys.customer, customer);
  }

  function identify(who: Identity | null) {
    identity = who;
    void changeVisitor(who).catch((error: unknown) => console.error('Baton: the visitor could not be named.', error));
  }

  async function changeVisitor(who: Identity | null) {
    const { launcher } = await ready;
    await become(who === null ? null : subjectOf(typeof who === 'function' ? await who() : who));
    showLauncher();
    const reopen = opened;
    opened = false;
    if (reopen && identity !== null) await show({ keepFocus: true });
    else if (reopen) {
      tab.remove(storageKeys.open);
      launcher.show({ open: false, busy: false });
    } else if (identity !== null) await resume(launcher);
  }

  const open = () => void show({ keepFocus: false }).catch(() => undefined);
  const closeNow = () => void ready.then(({ launcher }) => close(launcher)).catch(() => undefined);
  function toggle() {
    if (opened) closeNow();
    else open();
  }

  function setHidden(now: boolean) {
    hidden = now;
    if (now) closeNow();
    showLauncher();
  }
  return {
    open,
    close: closeNow,
    toggle,
    hide: () => setHidden(true),
    show: () => setHidden(false),
    identify,
    on: emitter.on,
  };
}

/** Whom a JWT names; unread here, it is the server that checks it. */
function subjectOf(jwt: string): string {
  const payload = atob((jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));
  return String(JSON.parse(payload).sub);
}

/** Beside the body, not in it: pages replace, transform and hydrate theirs. */
function createHost(channelId: string): ShadowRoot {
  const host = document.createElement('baton-widget');
  host.dataset.channel = channelId;
  const root = host.attachShadow({ mode: 'open' });
  adoptStyles(root, loaderCss);
  // The page's shortcuts would take what is typed here for its own: its target is no field, seen from outside.
  for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, (event) => event.stopPropagation());
  document.documentElement.append(host);
  return root;
}

async function fetchConfig(origin: string, channelId: string): Promise<WidgetConfig> {
  const response = await fetch(`${origin}/api/widget/${encodeURIComponent(channelId)}/config`, { credentials: 'omit' });
  const body = await response.json();
  if (!response.ok) throw new Error(body?.message ?? `status ${response.status}`);
  return body;
}

function whenIdle(task: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(task, { timeout: 5000 });
  else setTimeout(task, 1000);
}
