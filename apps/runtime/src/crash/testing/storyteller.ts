import { sampleFlow } from '@baton/nodes/sample-flow';
import { answers } from './answers.ts';
import type { World } from './kill-plan.ts';
import type { Problems } from './problems.ts';
import { Staff } from './staff.ts';
import { impatient, stories } from './stories.ts';
import { Tale } from './tale.ts';
import type { Traffic } from './traffic.ts';
import { Visitor } from './visitor.ts';

interface StorytellerDeps {
  readonly url: string;
  readonly world: World;
  readonly traffic: Traffic;
  readonly problems: Problems;
}

/** As short as Configure allows: a story that waits for it should not take long. */
const SHORTEST_SECONDS = 5;

/** Tells every kind of story at the same time, each again and again to another visitor. */
export class Storyteller {
  readonly tales: Tale[] = [];
  readonly #deps: StorytellerDeps;
  readonly #staff: Staff;
  #channels: Readonly<{ usual: string; impatient: string }> = { usual: '', impatient: '' };
  #enough = false;

  constructor(deps: StorytellerDeps) {
    this.#deps = deps;
    this.#staff = new Staff(deps.url, deps.traffic);
  }

  /** Makes what the stories need besides the first workspace: a channel on which nobody waits long for a person. */
  async setUp(): Promise<void> {
    await this.#staff.signIn();
    await this.#staff.online();
    const [usual] = answers.channels.parse(await this.#staff.get('/api/channels'));
    const document = sampleFlow();
    const configure = { ...document.configure, acceptTimeoutSeconds: SHORTEST_SECONDS };
    const draft = { name: 'Impatient', document: { ...document, configure } };
    const { id: flowId, revision } = answers.flow.parse(await this.#staff.post('/api/flows', draft));
    await this.#staff.post(`/api/flows/${flowId}/publish`, { revision });
    const channel = await this.#staff.post('/api/channels', { type: 'widget', name: 'Impatient', flowId });
    this.#channels = { usual: usual?.id ?? '', impatient: answers.channel.parse(channel).id };
  }

  /** Tells each story once. */
  once(): Promise<Tale[]> {
    return Promise.all(Object.keys(stories).map((kind) => this.#tell(kind)));
  }

  /** Tells on until `enough`; resolves when the last story has come to its end. */
  async onAndOn(): Promise<void> {
    await Promise.all(
      Object.keys(stories).map(async (kind) => {
        while (!this.#enough) await this.#tell(kind);
      }),
    );
  }

  enough(): void {
    this.#enough = true;
  }

  /** Where the stories are that have not come to their end. */
  get steps(): string {
    return this.tales.flatMap(({ kind, step, finished }) => (finished ? [] : [`${kind}: ${step}`])).join(', ');
  }

  /** Staff send again what may not have arrived. */
  async resendUncertain(): Promise<void> {
    for (const tale of this.tales) await tale.resendUncertain();
  }

  leave(): void {
    this.#staff.leave();
    for (const { visitor } of this.tales) visitor.leave();
  }

  async #tell(kind: string): Promise<Tale> {
    const { url, world, traffic, problems } = this.#deps;
    const channelId = impatient.has(kind) ? this.#channels.impatient : this.#channels.usual;
    const visitor = new Visitor({ url, channelId, traffic, problems, live: world === 'widget' });
    const tale = new Tale({ kind, visitor, staff: this.#staff, traffic, problems });
    this.tales.push(tale);
    try {
      await stories[kind]?.(tale);
      if (world !== 'widget') await tale.resendUncertain();
      tale.finished = true;
    } catch (error) {
      problems.add('other', `${kind} ${tale.id} came to no end at “${tale.step}”: ${String(error)}`);
      this.enough();
    } finally {
      visitor.leave();
    }
    return tale;
  }
}
