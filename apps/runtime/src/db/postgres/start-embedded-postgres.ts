import { access, chown, constants, mkdir, realpath, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { diskError, explainDisk } from '../../disk-error.ts';
import { StartupError } from '../../startup-error.ts';
import { type ClusterFolder, clusterFolder } from './cluster-folder.ts';
import { initialiseCluster } from './initialise-cluster.ts';
import { keepRunning } from './keep-running.ts';
import { lockFolder } from './owner-lock.ts';
import { thisMachine } from './platform-package.ts';
import { postmasterFile, readPostmasterFile } from './postmaster-file.ts';
import { isAlive, mayServeFolder } from './process-identity.ts';
import { type ServerBinaries, serverBinaries } from './server-binaries.ts';
import { ensureDatabase, type ServerAddress, serverUrl, waitUntilReady } from './server-connection.ts';
import {
  freePort,
  lostItsPort,
  metThePreviousOne,
  type ServerSettings,
  spawnServer,
  stopServer,
} from './server-process.ts';
import { type Account, unprivilegedAccount } from './unprivileged-account.ts';

export interface EmbeddedPostgres {
  /** Of the database `baton`, with a password only this DATA_DIR knows. */
  readonly url: string;
  /** The server's process, at the moment. */
  readonly pid: number;
  /** The server was left running by a Baton that was killed, and serves this one now. */
  readonly adopted: boolean;
  /** Ends the server and gives the folder up. May be called more than once. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly log: { info(message: string): void; warn(message: string): void };
  /** Called once, with a sentence, when the server has ended and could not be started again. */
  readonly onLost?: (reason: string) => void;
  /** Added to, or in place of, the launcher's own settings. */
  readonly settings?: ServerSettings;
}

interface RunningServer extends ServerAddress {
  readonly pid: number;
  readonly adopted: boolean;
}

const DATABASE = 'baton';
const PORT_ATTEMPTS = 5;
/** How long the processes of a server that was killed may take to be gone. */
const LEAVING_MS = 10_000;
const LEAVING_RETRY_MS = 50;

/**
 * Starts Baton's own PostgreSQL on its folder in `dataDir`, making the folder at the first start, and starts it again,
 * at the same address, when it ends. One process owns the folder at a time: a second one gets an error that names the first.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = await openFolder(options.dataDir);
  const explain = (error: unknown) => explainDisk('DATA_DIR', options.dataDir, error);
  const lock = await lockFolder(folder.root).catch((error: unknown) => Promise.reject(explain(error)));
  const { settings = {}, log, onLost = () => undefined } = options;
  try {
    const account = unprivilegedAccount(folder.cluster);
    if (account) await chown(folder.root, account.uid, account.gid);
    const binaries = await serverBinaries(thisMachine(), account);
    const password = await initialiseCluster(folder, binaries, account);
    const server = (await adopt(folder, password)) ?? (await launch({ folder, binaries, account, password, settings }));
    log.info(
      server.adopted
        ? `Using the PostgreSQL that is still running in ${folder.root} (process ${server.pid}).`
        : `Started PostgreSQL in ${folder.root} (process ${server.pid}).`,
    );
    try {
      await ensureDatabase(server, DATABASE);
    } catch (error) {
      await stopServer(server.pid, binaries);
      throw error;
    }
    const keeper = keepRunning({
      pid: server.pid,
      log,
      logFile: folder.logFile,
      onGivenUp: onLost,
      // Those who are connected know this port.
      restart: async () => (await launchAt(server.port, { folder, binaries, account, password, settings })).pid,
    });
    let stopping: Promise<void> | undefined;
    const stop = async () => {
      await keeper.stop();
      await stopServer(keeper.pid(), binaries);
      await lock.release();
    };
    return {
      url: serverUrl(server, DATABASE),
      get pid() {
        return keeper.pid();
      },
      adopted: server.adopted,
      stop: () => {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    await lock.release();
    throw explain(error);
  }
}

async function openFolder(dataDir: string): Promise<ClusterFolder> {
  try {
    await mkdir(clusterFolder(dataDir).root, { recursive: true, mode: 0o700 });
    // Symbolic links resolved: a running server is recognised by the folder it works in.
    const folder = clusterFolder(await realpath(dataDir));
    await access(folder.root, constants.R_OK | constants.W_OK | constants.X_OK);
    return folder;
  } catch (cause) {
    throw await diskError('DATA_DIR', dataDir, cause);
  }
}

/** Takes over a server that outlived the Baton which started it. */
async function adopt(folder: ClusterFolder, password: string): Promise<RunningServer | undefined> {
  const left = await readPostmasterFile(folder.cluster);
  if (left === undefined || !isAlive(left.pid)) return undefined;
  if (!mayServeFolder(left.pid, folder.cluster)) {
    // The server is gone and its process id was given to a stranger, as after a container's restart.
    // PostgreSQL would take that one for a server and refuse to start.
    await rm(postmasterFile(folder.cluster), { force: true });
    return undefined;
  }
  const server = { ...left, password, adopted: true };
  let gone = false;
  await waitUntilReady(server, () => {
    gone = !isAlive(server.pid);
    return gone ? 'The PostgreSQL server that was still running has ended.' : undefined;
  }).catch((error: unknown) => {
    if (!gone) throw error;
  });
  return gone ? undefined : server;
}

interface Launch {
  readonly folder: ClusterFolder;
  readonly binaries: ServerBinaries;
  readonly account: Account | undefined;
  readonly password: string;
  readonly settings: ServerSettings;
}

async function launch(how: Launch): Promise<RunningServer> {
  const patienceEnds = Date.now() + LEAVING_MS;
  for (let attempt = 1; ; ) {
    try {
      return await launchAt(await freePort(), how);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (metThePreviousOne(error.message) && Date.now() < patienceEnds) {
        await sleep(LEAVING_RETRY_MS);
        continue;
      }
      if (!lostItsPort(error.message) || attempt === PORT_ATTEMPTS) throw error;
      attempt += 1;
    }
  }
}

async function launchAt(
  port: number,
  { folder, binaries, account, password, settings }: Launch,
): Promise<RunningServer> {
  const spawned = spawnServer(port, folder, binaries, account, settings);
  try {
    await waitUntilReady({ port, password }, spawned.failure);
    if (spawned.pid === undefined) throw new StartupError('PostgreSQL started without a process id.');
    return { pid: spawned.pid, port, password, adopted: false };
  } catch (error) {
    if (spawned.pid !== undefined && isAlive(spawned.pid)) await stopServer(spawned.pid, binaries);
    throw error;
  }
}
