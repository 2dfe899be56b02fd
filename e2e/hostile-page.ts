import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Runtime } from './runtime.ts';

/** A site of somebody else, on an origin of its own, that does everything to the widget that real pages do. */
export async function serveHostilePage(runtime: Runtime, channelId: string) {
  const tag = `<script src="${runtime.url}/widget.js" data-channel="${channelId}" async></script>`;
  const server = createServer((request, response) => {
    const [type, body] = files(tag)[request.url ?? ''] ?? ['text/plain', ''];
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

function files(tag: string): Record<string, [type: string, body: string]> {
  return {
    '/': [
      'text/html',
      `<!doctype html><html lang="en"><meta charset="utf-8"><title>Hostile</title>
      <link rel="stylesheet" href="/hostile.css"><script src="/hostile.js"></script>
      <body><h1>Shop</h1>${tag}${tag}</body></html>`,
    ],
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
