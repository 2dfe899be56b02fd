import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Response, Router } from 'express';
import { compress } from './compress.ts';
import { fromAnySite } from './security-headers.ts';

/** Where the apps are: each has its build in `dist`. */
const appsFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** Vite puts a hash of the content into these names: what they hold never changes. */
const hashedName = /-[\w-]{8}\.\w+$/;

/** The pages of the staff apps and the widget's script, from their builds. */
export function frontEnds(folder = appsFolder): Router {
  const router = Router();
  router.use(compress());
  router.use('/builder', singlePageApp(folder, 'builder'));
  router.use('/inbox', singlePageApp(folder, 'inbox'));
  // The inbox's app shows the account pages too: its assets stay under /inbox.
  router.get(['/setup', '/sign-in', '/join/:token'], (_req, res) => sendPage(res, folder, 'inbox'));
  router.use(['/widget.js', '/widget'], widgetFiles(folder));
  router.get('/', (_req, res) => res.redirect('/inbox'));
  return router;
}

function singlePageApp(folder: string, name: string): Router {
  const router = Router();
  router.use(files(path.join(folder, name, 'dist')));
  router.get('/*path', (req, res, next) => {
    // A missing file is a 404; every other path is a screen of the app.
    if (path.extname(req.path) !== '') return next();
    sendPage(res, folder, name);
  });
  router.get('/', (_req, res) => sendPage(res, folder, name));
  return router;
}

/** `/widget.js` is what customers embed; the parts it loads later are under `/widget/`. */
function widgetFiles(folder: string): Router {
  const dist = path.join(folder, 'widget', 'dist');
  const router = Router();
  router.use(fromAnySite);
  router.get('/', (req, res, next) => {
    if (req.baseUrl !== '/widget.js') return next();
    if (!existsSync(path.join(dist, 'widget.js'))) return void notBuilt(res, 'widget');
    res.sendFile('widget.js', { root: dist, maxAge: '5m' });
  });
  router.use(files(dist));
  return router;
}

function files(dist: string) {
  return express.static(dist, {
    index: false,
    redirect: false,
    setHeaders(res, file) {
      const hashed = hashedName.test(path.basename(file));
      res.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

function sendPage(res: Response, folder: string, name: string): void {
  const dist = path.join(folder, name, 'dist');
  if (existsSync(path.join(dist, 'index.html'))) {
    res.sendFile('index.html', { root: dist, headers: { 'cache-control': 'no-cache' } });
  } else {
    notBuilt(res, name);
  }
}

function notBuilt(res: Response, name: string): void {
  res
    .status(503)
    .type('html')
    .send(`<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>The ${name} is not built yet</title>
<body style="font:16px/1.6 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em">
<h1 style="font-size:1.5em">The ${name} is not built yet</h1>
<p>Stop the server and start it with <code>npm start</code>: that builds what is missing or has changed.</p>
<p>While you develop, <code>npm run dev</code> serves the ${name} from its sources on a port of its own.</p>
</body></html>`);
}
