// Turns a second in process, against XState 5 and Bot Framework dialogs on an equal flow.
import { type CompiledFlow, compileFlow, newRun, transition } from '@baton/engine';
import { nodeDefinitions } from '@baton/nodes/definitions';
import { nodeExecutors } from '@baton/nodes/executors';
import { median, print } from '../report.ts';
import { answers, flowOf, TEXTS, TURNS } from './flow.ts';

const SIZES = [7, 200, 1_000];
const ROUNDS = 7;
const ROUND_MS = 300;

/** Plays one conversation to its end, and answers how many texts the bot said. */
type Contender = () => number | Promise<number>;

export async function benchEngine(): Promise<void> {
  const costs = new Map<number, number>();
  for (const nodes of SIZES) {
    const contenders = await contendersOf(nodes);
    for (const [name, play] of Object.entries(contenders)) {
      const texts = await play();
      if (texts !== TEXTS) throw new Error(`${name} said ${texts} texts where the others say ${TEXTS}.`);
    }
    const rateOf = await race(contenders);
    const value = rateOf('baton');
    const floor = Math.max(rateOf('xstate'), rateOf('botbuilder'));
    costs.set(nodes, 1_000_000 / value);
    print({
      bench: 'engine',
      value,
      floor,
      unit: 'turns a second of processor time',
      better: 'higher',
      goal: 'faster than both',
      met: value > floor,
      nodes,
      floorIs: 'the faster of XState 5 (pure transitions) and botbuilder-dialogs (storage in memory)',
      xstate: rateOf('xstate'),
      botbuilder: rateOf('botbuilder'),
      /** Each turn from stored JSON to stored JSON; botbuilder-dialogs always does so. */
      batonThroughJson: rateOf('batonThroughJson'),
      xstateThroughJson: rateOf('xstateThroughJson'),
    });
  }
  const [value, floor] = [costs.get(1_000) ?? Number.NaN, costs.get(7) ?? Number.NaN];
  print({
    bench: 'engine',
    value,
    floor,
    unit: 'microseconds a turn',
    better: 'lower',
    goal: '1,000 nodes ≤ 1.3 × 7 nodes',
    met: value / floor <= 1.3,
    nodes: 1_000,
    floorIs: 'the same engine at 7 nodes',
  });
}

async function contendersOf(nodes: number) {
  const { createXstate } = await import('../peers/xstate-flow.mjs');
  const { createBotbuilder } = await import('../peers/botbuilder-flow.mjs');
  const flow = compileFlow('version', flowOf(nodes), nodeDefinitions);
  const xstate = createXstate(nodes, answers);
  return {
    baton: () => play(flow, false),
    /** As it is between two turns that are stored. */
    batonThroughJson: () => play(flow, true),
    xstate: () => xstate(false),
    xstateThroughJson: () => xstate(true),
    botbuilder: createBotbuilder(nodes, answers),
  };
}

function play(flow: CompiledFlow, throughJson: boolean): number {
  let texts = 0;
  let { state, effects } = transition(flow, nodeExecutors, newRun('version'), { type: 'run.started' });
  texts += effects.filter(({ type }) => type === 'say').length;
  for (const text of answers) {
    const before: typeof state = throughJson ? JSON.parse(JSON.stringify(state)) : state;
    ({ state, effects } = transition(flow, nodeExecutors, before, {
      type: 'customer.message',
      content: { kind: 'text', text },
    }));
    texts += effects.filter(({ type }) => type === 'say').length;
  }
  return texts;
}

/** Turns a second of each: the median of rounds that take turns, after one to get warm. */
async function race(contenders: Readonly<Record<string, Contender>>): Promise<(name: string) => number> {
  const rates = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, play] of Object.entries(contenders)) {
      const rate = await turnsASecond(play);
      if (round > 0) rates.set(name, [...(rates.get(name) ?? []), rate]);
    }
  }
  return (name) => Math.round(median(rates.get(name) ?? []));
}

async function turnsASecond(play: Contender): Promise<number> {
  const startedAt = performance.now();
  // Of the processor, since nothing here waits: what else the machine does is left out.
  const used = process.cpuUsage();
  let conversations = 0;
  while (performance.now() - startedAt < ROUND_MS) {
    for (let count = 0; count < 10; count += 1) {
      const texts = play();
      if (typeof texts !== 'number') await texts;
    }
    conversations += 10;
  }
  const { user, system } = process.cpuUsage(used);
  return (conversations * TURNS) / ((user + system) / 1_000_000);
}
