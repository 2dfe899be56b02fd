import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Runtime } from './runtime.ts';

/**
 * A site of somebody else, on an origin of its own, that does everything to the widget that real pages do: at `/` it is
 * included twice, on a page with a style and scripts of its own; at `/app`, once for each channel, in an application
 * that changes pages without loading them.
 */
export async function serveHostilePage(runtime: Runtime, ...channelIds: string[]) {
  const tags = channelIds.map(
    (channelId) => `<script src="${runtime.url}/widget.js" data-channel="${channelId}" async></script>`,
  );
  const server = createServer((request, response) => {
    const [type, body] = files(tags.join(''))[request.url ?? ''] ?? ['text/plain', ''];
    response.writeHead(200, { 'content-type': type, 'content-security-policy': policy(runtime.url) }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  return { url: `http://127.0.0.1:${address.port}/`, close: () => server.close() };
}

/** No inline styles, no inline scripts, nothing from anywhere but where the widget needs it from. */
function policy(widget: string) {
  return [
    "default-src 'none'",
    `script-src 'self' ${widget}`,
    "style-src 'self'",
    `connect-src ${widget} ${widget.replace('http', 'ws')}`,
  ].join('; ');
}

function files(tags: string): Record<string, [type: string, body: string]> {
  return {
    '/': [
      'text/html',
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hostile</title>
      <link rel="stylesheet" href="/hostile.css"><script src="/hostile.js"></script>
      <body><h1>Shop</h1>${tags}${tags}</body></html>`,
    ],
    '/app': [
      'text/html',
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><script src="/app.js"></script>
      <body><nav><a href="/app/cart">Cart</a></nav><h1>Shop</h1>${tags}</body></html>`,
    ],
    '/app.js': ['text/javascript', appJs],
    '/hostile.css': ['text/css', css],
    '/hostile.js': ['text/javascript', js],
  };
}

const css = `
  html { font-size: 40px; line-height: 3; letter-spacing: 9px; text-transform: uppercase; }
  :not(html), *::before, *::after {
    all: unset !important; color: red !important; font: 40px fantasy !important; padding: 30px !important;
    transform: rotate(3deg) !important; opacity: 0.2 !important; float: left !important; animation: wild 1s infinite !important;
  }
  html > *:not(head, body) { display: none !important; }
  baton-widget { position: static !important; visibility: hidden !important; pointer-events: none !important; }
  button, input, textarea, div, p, form { display: none !important; }
  body { transform: scale(0.5); filter: blur(1px); overflow: hidden; }
  @keyframes wild { from { display: none; opacity: 0; } }
`;

/** Shortcuts of the page, a broken storage, a library that adds to prototypes. */
const js = `
  document.addEventListener('keydown', (event) => event.preventDefault());
  document.addEventListener('keypress', (event) => event.preventDefault());
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });
  }
  Array.prototype.extra = () => 'surprise';
  window.$ = window.React = window.preact = 'not yours';
`;

/** As applications do that draw every page themselves: the address changes, and all that was in the body is new. */
const appJs = `
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a');
    if (!link) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    document.title = 'Cart';
    const body = document.createElement('body');
    body.innerHTML = '<h1>Cart</h1>';
    for (const { src, dataset } of document.querySelectorAll('script[data-channel]')) {
      const script = document.createElement('script');
      Object.assign(script.dataset, dataset);
      script.src = src;
      body.append(script);
    }
    document.body.replaceWith(body);
  });
`;
