import { createServer, type RequestListener, type Server } from 'node:http';
import { StartupError } from '../startup-error.ts';
import { RETRY_AFTER_SECONDS } from './api-error.ts';
import { errorBody } from './error-body.ts';

/** How long a request that is being answered may take to end once the server stops. */
const GRACE_MS = 5_000;
const SWEEP_MS = 50;

export interface HttpServer {
  readonly server: Server;
  readonly port: number;
  /** From now on requests go to `app`. */
  serve(app: RequestListener): void;
  /** Accepts nothing new, lets answers end, then cuts what is left. */
  close(): Promise<void>;
}

/**
 * Listens before anything else is started, so that a port in use is said at once and a supervisor sees a
 * process that lives: until `serve` is called every request but `/healthz` answers "starting".
 */
export async function listen(port: number, host: string): Promise<HttpServer> {
  let app: RequestListener = starting;
  const server = createServer((req, res) => app(req, res));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(sentenceFor(error, port, host)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address !== null ? address.port : port,
    serve(next) {
      app = next;
    },
    close: () => closeGracefully(server),
  };
}

const starting: RequestListener = (req, res) => {
  const alive = req.url === '/healthz';
  res.setHeader('content-type', 'application/json');
  if (!alive) res.setHeader('retry-after', String(RETRY_AFTER_SECONDS));
  res.statusCode = alive ? 200 : 503;
  res.end(JSON.stringify(alive ? { status: 'ok' } : errorBody('UNAVAILABLE')));
};

async function closeGracefully(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive becomes idle when its answer has been sent: that is when it can go.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

function sentenceFor(error: Error, port: number, host: string): Error {
  const code = 'code' in error ? error.code : undefined;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} is in use by another program: stop that one, or choose another port, such as PORT=${port + 1}.`,
    EACCES: `Port ${port} may not be opened by this user: choose one above 1023, such as PORT=3000.`,
    EADDRNOTAVAIL: `HOST is "${host}", which is no address of this machine.`,
    ENOTFOUND: `HOST is "${host}", which is no address of this machine.`,
  };
  const sentence = typeof code === 'string' ? sentences[code] : undefined;
  return sentence === undefined ? error : new StartupError(sentence, { cause: error });
}
