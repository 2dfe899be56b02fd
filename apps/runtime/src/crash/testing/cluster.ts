import { Balancer } from './balancer.ts';
import { newServer, type Server, type Victim } from './server.ts';

const PROCESSES = 2;

/** Several processes on one database, behind a balancer. One of them is killed in each life, in turns; the others go on. */
export class Cluster implements Victim {
  readonly url: string;
  readonly #servers: readonly Server[];
  readonly #balancer: Balancer;
  #victim: Server | undefined;
  life = 0;

  private constructor(url: string, servers: readonly Server[], balancer: Balancer) {
    this.url = url;
    this.#servers = servers;
    this.#balancer = balancer;
  }

  static async create(main: string, databaseUrl: string, env: Readonly<Record<string, string>>): Promise<Cluster> {
    const shared = { ...env, DATABASE_URL: databaseUrl, BATON_SECRET: 's'.repeat(32) };
    const servers: Server[] = [];
    for (let count = 0; count < PROCESSES; count += 1) servers.push(await newServer(main, shared));
    const ready = () => servers.flatMap((server) => (server.ready ? [server.port] : []));
    const balancer = new Balancer(ready);
    return new Cluster(await balancer.listen(), servers, balancer);
  }

  get output(): string {
    return this.#servers.map(({ output }) => output).join('\n');
  }

  async start(faultPoint?: string): Promise<'ready' | 'died'> {
    this.life += 1;
    const [last, ...others] = this.#servers.filter(({ ready }) => !ready).toReversed();
    for (const server of others) await server.start();
    // The one that was killed last is killed by its fault point, too; else they take turns.
    this.#victim = faultPoint === undefined ? this.#servers[this.life % PROCESSES] : last;
    return (await last?.start(faultPoint)) ?? 'ready';
  }

  up(): Promise<unknown> {
    return Promise.race(this.#servers.map((server) => server.up()));
  }

  async gone(): Promise<void> {
    // Whoever makes the call that is not answered is killed, and not always the one whose turn it is.
    await Promise.race(this.#servers.map((server) => server.gone()));
  }

  kill(pid?: number): void {
    const victim = this.#servers.find((server) => server.pid === pid) ?? this.#victim;
    victim?.kill();
  }

  killDatabase(): void {
    throw new Error('The database of several processes is not theirs to kill');
  }

  async databaseUrl(): Promise<string> {
    const [first] = this.#servers;
    if (!first) throw new Error('There are no processes');
    return first.databaseUrl();
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) await server.stop();
  }

  dispose(): void {
    this.#balancer.close();
    for (const server of this.#servers) server.dispose();
  }
}
