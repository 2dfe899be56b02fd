import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Router } from 'express';
import type { Database } from '../../db/client.ts';

const folder = new URL('./', import.meta.url);

/** Stands where the chat's button would. */
const NO_CHAT = `<aside class="no-chat" aria-label="Chat">The chat appears here as soon as there is one: make the owner’s
  account with the link that the terminal prints, or add a website under Settings → Channels.</aside>`;

/** `/demo`: a shop's page with the widget on it, embedded with the one line a customer would paste. */
export function demoPage({ prisma }: Database): Router {
  const router = Router();
  router.get('/', async (_req, res) => {
    const channel = await prisma.channel.findFirst({
      where: { type: 'widget' },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    });
    const page = await readFile(new URL('demo.html', folder), 'utf8');
    res
      .setHeader('cache-control', 'no-cache')
      .type('html')
      .send(page.replace('<!-- widget -->', channel ? embedTag(channel.id) : NO_CHAT));
  });
  for (const name of ['demo.css', 'icon.svg', 'salon.svg']) {
    router.get(`/${name}`, (_req, res) => res.sendFile(name, { root: fileURLToPath(folder), maxAge: '5m' }));
  }
  return router;
}

function embedTag(channelId: string): string {
  return `<script src="/widget.js" data-channel="${encodeURIComponent(channelId)}" async></script>`;
}
