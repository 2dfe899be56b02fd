import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { checkProvider } from './check-provider.ts';
import { checkStored } from './check-stored.ts';
import { checkScreen, checkTranscript, checkUtterances } from './check-tales.ts';
import { Cluster } from './cluster.ts';
import { describeKill, type Kill, type KillCounts, planKills, type World } from './kill-plan.ts';
import { Problems } from './problems.ts';
import { Provider } from './provider.ts';
import { createRandom } from './random.ts';
import { newServer, type Victim } from './server.ts';
import { type StoredConversation, storedConversations } from './stored-conversation.ts';
import { Storyteller } from './storyteller.ts';
import type { Tale } from './tale.ts';
import { Traffic } from './traffic.ts';

export interface CrashOptions {
  readonly seed: number;
  readonly kills: KillCounts;
  readonly world: World;
  /** An empty database, for several processes. */
  readonly databaseUrl?: string;
  /** Told how each life ended. */
  readonly onKill?: (what: string) => void;
}

export interface CrashReport {
  readonly kills: number;
  /** Of them, those that took the database along. */
  readonly withDatabase: number;
  /** Messages of visitors and of staff. */
  readonly acknowledged: number;
  readonly lost: number;
  readonly doubled: number;
  readonly outOfOrder: number;
  /** Messages that may not have arrived, each counted once, also when staff sent it again. */
  readonly uncertain: number;
  /** Everything found wrong, in words. */
  readonly problems: readonly string[];
  /** What the server wrote last. */
  readonly log: string;
}

/** A life that does not come to its kill is ended all the same: nobody may come by its point any more. */
const LIFE_MS = 20_000;
const SETTLE_MS = 60_000;
const LOOK_MS = 100;
const CLOCKS_DIFFER_MS = 1_000;
/** After its database was killed, the server must have answered so often before it is killed as well. */
const ANSWERS = 5;
const source = path.resolve(import.meta.dirname, '../..');
const providerMain = path.join(source, 'testing/provider-main.ts');

/** Tells stories to a server that is killed and started again and again, and looks at what became of them. */
export async function runCrashes(options: CrashOptions): Promise<CrashReport> {
  let server: Victim | undefined;
  const provider = new Provider(createRandom(options.seed + 1), () => server?.life ?? 0);
  try {
    server = await newVictim(options, { TEST_PROVIDER_URL: await provider.listen() });
    return await new CrashRun(options, server, provider).run();
  } finally {
    server?.dispose();
    provider.close();
  }
}

async function newVictim({ world, databaseUrl }: CrashOptions, env: Readonly<Record<string, string>>): Promise<Victim> {
  if (world === 'widget') return newServer(path.join(source, 'main.ts'));
  if (world === 'provider') return newServer(providerMain, env);
  if (databaseUrl === undefined) throw new Error('Several processes need a database');
  return Cluster.create(providerMain, databaseUrl, env);
}

class CrashRun {
  readonly #options: CrashOptions;
  readonly #server: Victim;
  readonly #provider: Provider;
  readonly #traffic: Traffic;
  readonly #storyteller: Storyteller;
  readonly #problems = new Problems();
  readonly #uncertain = new Set<string>();
  #lookedAt = 0;

  constructor(options: CrashOptions, server: Victim, provider: Provider) {
    this.#options = options;
    this.#server = server;
    this.#provider = provider;
    this.#traffic = new Traffic(server);
    const { world } = options;
    this.#storyteller = new Storyteller({ url: server.url, world, traffic: this.#traffic, problems: this.#problems });
  }

  async run(): Promise<CrashReport> {
    const { seed, kills, world } = this.#options;
    try {
      await this.#server.start();
      await this.#storyteller.setUp();
      // Once without a crash: what the others are compared with.
      const models = await this.#storyteller.once();
      await this.#server.stop();
      const telling = this.#storyteller.onAndOn();
      for (const kill of planKills(seed, kills, world)) await this.#live(kill);
      await this.#server.start();
      this.#storyteller.enough();
      await telling;
      if (world !== 'widget') await this.#storyteller.resendUncertain();
      return await this.#report(models);
    } finally {
      this.#storyteller.leave();
    }
  }

  /** One life of the server, up to its kill. */
  async #live(kill: Kill): Promise<void> {
    const point = kill.how === 'point' ? `${kill.point}:${kill.passing}` : undefined;
    if ((await this.#server.start(point)) === 'ready') {
      const timer = setTimeout(() => this.#server.kill(), LIFE_MS);
      const killing = this.#kill(kill);
      await Promise.all([this.#look(), Promise.race([killing, this.#server.gone()])]);
      clearTimeout(timer);
    }
    this.#provider.disarm();
    await this.#server.gone();
    this.#options.onKill?.(`${describeKill(kill)} — ${this.#storyteller.steps}`);
  }

  async #kill(kill: Kill): Promise<void> {
    switch (kill.how) {
      case 'point':
        return this.#server.gone();
      case 'sending':
        this.#provider.arm(kill.call, kill.arrives, (pid) => this.#server.kill(pid));
        return this.#server.gone();
      case 'outside':
        await this.#traffic.begun(kill.request);
        await delay(kill.afterMs);
        if (kill.database) this.#server.killDatabase();
        return this.#server.kill();
      case 'database':
        await this.#traffic.begun(kill.request);
        await delay(kill.afterMs);
        this.#server.killDatabase();
        await this.#traffic.acknowledged(ANSWERS);
        return this.#server.kill();
    }
  }

  /** Looks at what was written since the last look. */
  async #look(since = this.#lookedAt - CLOCKS_DIFFER_MS): Promise<StoredConversation[]> {
    this.#lookedAt = Date.now();
    const stored = await this.#stored(since);
    checkStored(stored ?? [], this.#problems);
    for (const { id, messages } of stored ?? []) {
      for (const { seq, outbox } of messages) if (outbox === 'uncertain') this.#uncertain.add(`${id}:${seq}`);
    }
    return stored ?? [];
  }

  /** Undefined where the kill came before the look: it is made up for by the next one. */
  async #stored(since: number): Promise<StoredConversation[] | undefined> {
    try {
      return await storedConversations(await this.#server.databaseUrl(), new Date(Math.max(0, since)));
    } catch (error) {
      if (error instanceof Error && error.name === 'ZodError') throw error;
      this.#lookedAt = since;
      return undefined;
    }
  }

  /** Waits until nothing is on its way any more, and looks at everything. */
  async #report(models: readonly Tale[]): Promise<CrashReport> {
    const stored = await this.#settled();
    const byId = new Map(stored.map((conversation) => [conversation.id, conversation]));
    const { tales } = this.#storyteller;
    for (const tale of tales) {
      checkUtterances(tale, byId, this.#problems);
      const model = models.find(({ kind }) => kind === tale.kind);
      if (tale.finished && model) checkTranscript(tale, model, byId, this.#problems);
      if (tale.finished && this.#options.world === 'widget') checkScreen(tale, byId, this.#problems);
    }
    if (this.#options.world !== 'widget') checkProvider(this.#provider.calls, tales, byId, this.#problems);
    for (const key of tales.flatMap(({ resent }) => [...resent.keys()])) this.#uncertain.add(key);
    return {
      kills: this.#options.kills.alone + this.#options.kills.withDatabase,
      withDatabase: this.#options.kills.withDatabase,
      acknowledged: tales.flatMap(({ said }) => [...said.values()].flat()).length,
      lost: this.#problems.count('lost'),
      doubled: this.#problems.count('doubled'),
      outOfOrder: this.#problems.count('outOfOrder'),
      uncertain: this.#uncertain.size,
      problems: this.#problems.all,
      log: this.#server.output,
    };
  }

  async #settled(): Promise<StoredConversation[]> {
    const deadline = Date.now() + SETTLE_MS;
    for (;;) {
      const stored = await this.#look(0);
      const onTheirWay = stored.flatMap(({ id, messages }) =>
        messages.flatMap(({ seq, outbox }) => (outbox === 'pending' || outbox === 'claimed' ? [`${id}:${seq}`] : [])),
      );
      if (onTheirWay.length === 0 && stored.length > 0) return stored;
      if (Date.now() > deadline) {
        for (const key of onTheirWay) this.#problems.add('lost', `${key} is never sent`);
        return stored;
      }
      await delay(LOOK_MS);
    }
  }
}
