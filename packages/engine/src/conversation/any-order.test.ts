import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EffectiveConfigure } from '../flow/document.ts';
import type { AiReply } from '../flow/executor.ts';
import { triggersSchema } from '../flow/triggers.ts';
import { defaultHandoffSettings, fallbacks } from '../handoff-settings.ts';
import type { Actor, Command, Facts } from './command.ts';
import { timerKinds } from './command.ts';
import { newConversation } from './state.ts';
import { aiReply, fromPhone } from './testing/commands.ts';
import { advice } from './testing/flow.ts';
import { Ledger } from './testing/ledger.ts';
import { ownerAfter } from './testing/ownership.ts';
import { ana, ben, desksOf, eva, free, max, start, texts, World } from './testing/world.ts';
import { ownerOf } from './view.ts';

/** What may happen next: a command, or something in the world around the conversation. */
type Step =
  | { do: 'command'; command: Command }
  | { do: 'wait'; seconds: number }
  | { do: 'next timer' }
  | { do: 'any timer'; timer: number; epochsAgo: number }
  | { do: 'facts'; facts: Partial<Facts> }
  | { do: 'ai'; ago: number; epochsAgo: number; reply: AiReply }
  | { do: 'ai notices'; runsAgo: number };

const actor: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(ana) },
  { weight: 3, arbitrary: fc.constantFrom(ben, eva) },
  { weight: 1, arbitrary: fc.constant(max) },
);
const colleague = fc.constantFrom(ana, ben, eva).map(({ id, name }) => ({ id, name }));

const message: fc.Arbitrary<Command> = fc
  .oneof(
    fc
      .constantFrom('Nora', 'a cake', 'bad', 'nora@example.com', 'a human please', 'yes', 'no')
      .map((text) => ({ kind: 'text' as const, text })),
    fc
      .constantFrom('yes', 'person_offer:yes', 'person_offer:no')
      .map((optionId) => ({ kind: 'choice' as const, optionId, label: 'Yes' })),
    fc.constantFrom('topic', 'lead_form').map((formId) => ({
      kind: 'form_answer' as const,
      formId,
      values: { topic: 'Billing', phone: '555', name: 'Nora', email: 'nora@example.com', message: 'Hi' },
    })),
  )
  .map((content) => ({ type: 'customer.message', content }));

const plain = (
  ...types: Extract<
    Command['type'],
    | 'customer.start'
    | 'customer.cancel_waiting'
    | 'customer.end_chat'
    | 'owner.unavailable'
    | 'operators.available'
    | 'rules.changed'
  >[]
) => fc.constantFrom(...types).map((type): Command => ({ type }));

const byStaff: fc.Arbitrary<Command> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'operator.take_over',
        'operator.accept',
        'operator.accept',
        'operator.reject',
        'operator.hand_back',
        'operator.hand_back',
        'operator.reopen',
      ),
      actor,
    )
    .map(([type, by]): Command => ({ type, actor: by })),
  actor.map((by): Command => ({ type: 'operator.reply', actor: by, content: { kind: 'text', text: 'Hi' } })),
  fc
    .tuple(actor, fc.constantFrom(null, 'billing'))
    .map(([by, team]): Command => ({ type: 'operator.transfer_to_team', actor: by, team })),
  actor.map((by): Command => ({ type: 'operator.resolve', actor: by, note: '' })),
  fc.tuple(actor, colleague).map(([by, to]): Command => ({ type: 'operator.transfer', actor: by, to })),
  fc
    .tuple(actor, fc.boolean())
    .map(([by, yes]): Command => ({ type: 'operator.answer_transfer', actor: by, accept: yes })),
  fc.tuple(actor, fc.integer({ min: 1, max: 3 }), fc.constantFrom('approved' as const, 'declined' as const)).map(
    ([by, submission, decision]): Command => ({
      type: 'staff.decide',
      actor: by,
      submission,
      decision,
      message: 'So',
    }),
  ),
  fc.tuple(actor, fc.boolean()).map(([by, archived]): Command => ({ type: 'staff.archive', actor: by, archived })),
);

const byPhone: fc.Arbitrary<Command> = fc
  .constantFrom(true, true, false)
  .map((takesOver): Command => ({ ...fromPhone, takesOver }));

const ending: fc.Arbitrary<Command> = fc.oneof(
  actor.map((by): Command => ({ type: 'operator.end', actor: by })),
  actor.map((by): Command => ({ type: 'contact.blocked', actor: by })),
  plain('customer.end_chat'),
);

const around: fc.Arbitrary<Command> = fc.oneof(
  fc.constant<Command>({ type: 'customer.request_handoff', trigger: 'headset', reason: '' }),
  plain('customer.start', 'customer.cancel_waiting', 'owner.unavailable', 'operators.available', 'rules.changed'),
  fc.boolean().map((online): Command => ({ type: 'customer.presence', online })),
  fc.boolean().map((online): Command => ({ type: 'owner.presence', online })),
  fc.integer({ min: 1, max: 4 }).map((position): Command => ({ type: 'queue.position', position })),
);

const configure = fc
  .record({
    fallback: fc.constantFrom(...fallbacks),
    whilePending: fc.constantFrom('hold' as const, 'bot_continues' as const),
    preHandoffForm: fc.constantFrom(null, 'topic'),
    reentryNode: fc.constantFrom(null, 'name'),
    replyTimeoutSeconds: fc.constantFrom(30, 300),
    offerText: fc.constantFrom('Would you like to talk to a person?', 'A person, <<name|friend>>?', ''),
    triggers: fc
      .record({
        keywords: fc.record({ on: fc.boolean(), ask: fc.constantFrom('at_once', 'offer') }),
        stalled: fc.record({ on: fc.boolean(), after: fc.constantFrom(1, 3) }),
        sentiment: fc.record({ on: fc.boolean() }),
        topics: fc.record({ on: fc.boolean() }),
        lowConfidence: fc.record({ on: fc.boolean() }),
      })
      .map((triggers) => triggersSchema.parse(triggers)),
  })
  .map((change): EffectiveConfigure => ({ ...texts, ...change }));

const facts: fc.Arbitrary<Partial<Facts>> = fc.oneof(
  fc
    .tuple(
      fc.subarray([free(ana), free(ben, { conversations: 1 }), free(eva)]),
      fc.constantFrom('claim', 'round_robin', 'least_busy'),
    )
    .map(([operators, routing]) => ({ desks: desksOf(operators, routing) })),
  fc.boolean().map((ownerAway) => ({ ownerAway })),
  fc
    .constantFrom(null, null, { next: null }, { next: { opensAt: 1, words: 'Mon 09:00–18:00' } })
    .map((closed) => ({ closed })),
  fc
    .record({ closed: fc.constantFrom(null, { next: null }), fallback: fc.constantFrom(...fallbacks) })
    .map((says) => ({ teams: { billing: { ...defaultHandoffSettings, nextOpening: null, ...says } } })),
  fc.nat(3_600_000).map((later) => ({ nextOpening: start + later })),
  fc.boolean().map((replyTimeoutOnTakeOver) => ({ replyTimeoutOnTakeOver })),
  fc.constantFrom(true, true, false).map((canWrite) => ({ canWrite })),
  fc.constantFrom(true, true, false).map((handoffEnabled) => ({ handoffEnabled })),
  fc.constantFrom(false, false, false, true).map((contactBlocked) => ({ contactBlocked })),
  fc.constantFrom(null, 'negative' as const).map((mood) => ({ mood })),
  fc.boolean().map((ai) => ({ ai })),
  fc.constantFrom(null, null, 'c2').map((newerOpen) => ({ newerOpen })),
  configure.map((each) => ({ configure: each })),
);

function command(arbitrary: fc.Arbitrary<Command>): fc.Arbitrary<Step> {
  return arbitrary.map((each) => ({ do: 'command', command: each }));
}

/** Answers to the newest question or an older one, under this owner or an earlier one. */
const fromAi: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('ai' as const),
    ago: fc.constantFrom(0, 0, 0, 1),
    epochsAgo: fc.constantFrom(0, 0, 0, 1),
    reply: fc.constantFrom<AiReply>(
      aiReply('At nine.'),
      aiReply('At nine?', { confidence: 0.1 }),
      aiReply('', { wantsPerson: true }),
      { ok: false },
    ),
  }),
  fc.record({ do: fc.constant('ai notices' as const), runsAgo: fc.constantFrom(0, 0, 1) }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: command(message) },
  { weight: 8, arbitrary: command(byStaff) },
  { weight: 5, arbitrary: command(around) },
  { weight: 1, arbitrary: command(ending) },
  { weight: 1, arbitrary: command(byPhone) },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'next timer' }) },
  { weight: 4, arbitrary: fromAi },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('any timer' as const),
      timer: fc.nat(timerKinds.length - 1),
      epochsAgo: fc.nat(1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), seconds: fc.constantFrom(1, 45, 600, 80 * 3600) }),
  },
  { weight: 2, arbitrary: facts.map((each): Step => ({ do: 'facts', facts: each })) },
);

/** What a step comes down to; steps of the world around change facts and give no command. */
function commandOf(world: World, next: Step): Command | null {
  switch (next.do) {
    case 'command':
      return next.command;
    case 'wait':
      world.wait(next.seconds);
      return null;
    case 'facts':
      world.set(next.facts);
      return null;
    case 'ai': {
      const { ago, epochsAgo, reply } = next;
      return { type: 'ai.responded', number: world.state.ai.count - ago, epoch: world.state.epoch - epochsAgo, reply };
    }
    case 'ai notices':
      return { type: 'ai.noticed', run: world.state.runs - next.runsAgo, trigger: 'sensitive_topic', reason: '' };
    case 'any timer': {
      const timer = timerKinds[next.timer] ?? 'accept';
      return { type: 'timer.fired', timer, epoch: world.state.epoch - next.epochsAgo };
    }
    case 'next timer': {
      const [timer] = timerKinds
        .filter((kind) => world.state.timers[kind] !== undefined)
        .sort((a, b) => (world.state.timers[a] ?? 0) - (world.state.timers[b] ?? 0));
      if (!timer) return null;
      world.set({ at: Math.max(world.facts.at, world.state.timers[timer] ?? 0) });
      return world.fired(timer);
    }
  }
}

/** Commands that are a success without a change when they come again. */
const repeatable = new Set<Command['type']>([
  'operator.take_over',
  'operator.accept',
  'operator.resolve',
  'operator.end',
  'operator.hand_back',
  'operator.reopen',
  'operator.transfer',
  'staff.decide',
  'staff.archive',
  'customer.end_chat',
  'customer.cancel_waiting',
  'customer.presence',
  'owner.presence',
  'contact.blocked',
]);

test('whatever happens, in whatever order, the rules of the handoff hold', () => {
  const visited = new Map<string, number>();
  fc.assert(
    fc.property(configure, fc.boolean(), fc.array(step, { minLength: 20, maxLength: 80 }), (chosen, withAi, steps) => {
      const world = new World(withAi ? { flow: advice, latest: advice } : {}, chosen);
      let ledger = new Ledger();
      for (const next of steps) {
        const given = commandOf(world, next);
        if (!given) continue;
        const before = world.state;
        const decision = world.decide(given);
        ledger.write(before, given, decision);
        expect(ownerOf(world.state)?.id ?? null, 'the owner').toBe(ownerAfter(before, given, world.facts));
        if (decision.type === 'changed' && repeatable.has(given.type)) {
          expect(world.decide(given), `${given.type} again`).toEqual({ type: 'unchanged' });
        }
        if (decision.type === 'superseded') {
          // The same command begins another conversation, as it does for a customer.
          world.state = newConversation();
          ledger = new Ledger();
          ledger.write(world.state, given, world.decide(given));
        }
        const { mode } = world.state;
        const place = mode.kind === 'pending' ? mode.phase : mode.kind;
        visited.set(place, (visited.get(place) ?? 0) + 1);
      }
    }),
    { numRuns: 800 },
  );
  // A generator that never gets anywhere would prove nothing.
  for (const place of ['bot', 'form', 'ringing', 'queued', 'lead', 'human', 'resolved', 'ended']) {
    expect(visited.get(place) ?? 0, place).toBeGreaterThan(50);
  }
}, 60_000);
