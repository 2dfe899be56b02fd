import { accentColours } from '@baton/chat-ui/accent-colours';
import type { WidgetConfig } from '@baton/contracts';

export interface Launcher {
  readonly button: HTMLButtonElement;
  show(state: { open: boolean; busy: boolean }): void;
  setUnread(count: number): void;
  hide(hidden: boolean): void;
  /** Says what went wrong beside the button; null takes it away. */
  say(problem: string | null): void;
}

const chatIcon =
  'M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.7 4.2c-.5.4-1.3.1-1.3-.6V16A2.5 2.5 0 0 1 4 13.5z';
const closeIcon = 'M6 9l6 6 6-6';

/** The round button in the page's corner. */
export function createLauncher(root: ShadowRoot, config: WidgetConfig, onClick: () => void): Launcher {
  const { words } = config;
  const { accent, onAccent } = accentColours(config.accent, 'light');
  const place = element('div', 'launcher');
  place.dataset.position = config.position;
  place.style.setProperty('--accent', accent);
  place.style.setProperty('--on-accent', onAccent);

  const button = element('button', 'button');
  button.type = 'button';
  button.append(icon('chat', chatIcon), icon('close', closeIcon), element('span', 'spinner'));
  if (config.launcherText) {
    const words = element('span', 'words');
    words.textContent = config.launcherText;
    words.dir = 'auto';
    button.append(words);
  }
  button.addEventListener('click', onClick);
  const badge = element('span', 'badge');
  const problem = element('p', 'problem');
  problem.setAttribute('role', 'alert');
  place.append(button, badge, problem);
  place.dataset.corners = config.corners;
  place.lang = config.language;
  root.append(place);

  let open = false;
  let unread = 0;
  const name = () => {
    const news = (unread === 1 ? words.newMessage : words.newMessages).replace('{count}', String(unread));
    button.setAttribute('aria-label', open ? words.close : unread === 0 ? words.open : `${words.open}, ${news}`);
    badge.textContent = open || unread === 0 ? '' : unread > 9 ? '9+' : String(unread);
  };
  name();

  return {
    button,
    show(state) {
      open = state.open;
      button.setAttribute('aria-expanded', String(state.open));
      button.setAttribute('aria-busy', String(state.busy));
      place.dataset.open = String(state.open);
      name();
    },
    setUnread(count) {
      unread = count;
      name();
    },
    hide(hidden) {
      place.hidden = hidden;
    },
    say(text) {
      problem.textContent = text ?? '';
    },
  };
}

function element<T extends keyof HTMLElementTagNameMap>(tag: T, className: string): HTMLElementTagNameMap[T] {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

function icon(className: string, path: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('class', className);
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(namespace, 'path');
  line.setAttribute('d', path);
  svg.append(line);
  return svg;
}
