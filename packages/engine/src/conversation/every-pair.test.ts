import { describe, expect, test } from 'vitest';
import type { Actor, Command, TimerKind } from './command.ts';
import { timerKinds } from './command.ts';
import type { Mode } from './state.ts';
import { accept, aiReply, end, fromPhone, headset, resolve, takeOver, transfer } from './testing/commands.ts';
import { advice } from './testing/flow.ts';
import { ana, ben, desksOf, eva, free, World } from './testing/world.ts';

/**
 * Every command in every mode, with what must come out, from the page of the rules. A pair that is missing fails
 * the type check: a command without a line, a line without a column, a mode without a column.
 */

type Phase = Extract<Mode, { kind: 'pending' }>['phase'];
type Column = Exclude<Mode['kind'], 'pending' | 'human'> | Phase | 'own' | 'other' | 'over' | 'offered' | 'phone';
type Line = Exclude<Command['type'], 'timer.fired'> | 'phone.reply shown' | `timer ${TimerKind}`;

/**
 * `=` unchanged, a success · a mode: changed, and that is the mode afterwards · `new`: ended, and a new conversation ·
 * refused: `!allowed` `!owner` `!taken` `!ended` `!mode` (not possible in this mode).
 */
type Cell =
  | '='
  | 'new'
  | '!owner'
  | '!taken'
  | '!ended'
  | '!mode'
  | 'bot'
  | 'form'
  | 'ringing'
  | 'queued'
  | 'lead'
  | 'ana'
  | 'ben'
  | 'eva'
  | 'phone'
  | 'resolved'
  | 'ended';

/**
 * In `own`, `other`, `over` and `offered` Ana owns the conversation, and the actor is Ana, Ben, Eva the supervisor, and Ben with a transfer offered to him.
 * In `phone` the business's own phone does, and the actor is Ben.
 */
const columns = [
  'bot',
  'form',
  'ringing',
  'queued',
  'lead',
  'own',
  'other',
  'over',
  'offered',
  'phone',
  'resolved',
  'ended',
] as const;
type CellFor<Columns extends readonly Column[]> = { readonly [K in keyof Columns]: Cell };
type Row = [Column] extends [(typeof columns)[number]] ? CellFor<typeof columns> : never;

// biome-ignore format: a table is read by its columns
const table = {
  //                             bot         form        ringing     queued      lead        own         other       over        offered     phone       resolved    ended
  'customer.message':          ['bot',      'form',     'ringing',  'queued',   'lead',     'ana',      'ana',      'ana',      'ana',      'phone',    'bot',      'new'],
  'customer.start':            ['=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'customer.request_handoff':  ['form',     '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        'form',     'new'],
  'customer.cancel_waiting':   ['=',        'bot',      'bot',      'bot',      'bot',      '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'customer.end_chat':         ['ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    '='],
  'customer.presence':         ['=',        'form',     'ringing',  'queued',   'lead',     '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'operator.take_over':        ['ben',      'ben',      'ben',      'ben',      'ben',      '=',        '!taken',   'eva',      '!taken',   'ben',      'ben',      '!ended'],
  'operator.accept':           ['ben',      'ben',      'ben',      'ben',      'ben',      '=',        '!taken',   '!taken',   'ben',      'ben',      'ben',      '!ended'],
  'operator.reject':           ['!mode',    '!mode',    'ringing',  '!mode',    '!mode',    '!mode',    '!taken',   '!taken',   'ana',      '!taken',   '!mode',    '!ended'],
  'operator.reply':            ['ben',      'ben',      'ben',      'ben',      'ben',      'ana',      '!taken',   '!taken',   '!taken',   'ben',      'ben',      '!ended'],
  'phone.reply':               ['phone',    'phone',    'phone',    'phone',    'phone',    'ana',      'ana',      'ana',      'ana',      'phone',    'phone',    'new'],
  'phone.reply shown':         ['bot',      'form',     'ringing',  'queued',   'lead',     'ana',      'ana',      'ana',      'ana',      'phone',    'resolved', 'new'],
  'operator.hand_back':        ['=',        '!mode',    '!mode',    '!mode',    '!mode',    'bot',      '!owner',   'bot',      '!owner',   'bot',      '!mode',    '!ended'],
  'operator.resolve':          ['!mode',    'resolved', 'resolved', 'resolved', 'resolved', 'resolved', '!owner',   'resolved', '!owner',   'resolved', '=',        '!ended'],
  'operator.end':              ['ended',    'ended',    'ended',    'ended',    'ended',    'ended',    '!owner',   'ended',    '!owner',   'ended',    'ended',    '='],
  'operator.reopen':           ['!mode',    '!mode',    '!mode',    '!mode',    '!mode',    '=',        '!taken',   '!taken',   '!taken',   '!taken',   'ben',      'ben'],
  'operator.transfer':         ['!mode',    '!mode',    '!mode',    '!mode',    '!mode',    'ana',      '!owner',   'ana',      '!owner',   'phone',    '!mode',    '!ended'],
  'operator.answer_transfer':  ['!mode',    '!mode',    '!mode',    '!mode',    '!mode',    '=',        '!taken',   '!taken',   'ben',      '!taken',   '!mode',    '!ended'],
  'operator.transfer_to_team': ['!mode',    '!mode',    '!mode',    '!mode',    '!mode',    'ringing',  '!owner',   'ringing',  '!owner',   'ringing',  '!mode',    '!ended'],
  'owner.unavailable':         ['=',        '=',        '=',        '=',        '=',        'ringing',  'ringing',  'ringing',  'ringing',  'ringing',  '=',        '='],
  'owner.presence':            ['=',        '=',        '=',        '=',        '=',        'ana',      'ana',      'ana',      'ana',      'phone',    '=',        '='],
  'operators.available':       ['=',        '=',        '=',        'ringing',  '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'rules.changed':            ['=',        '=',        '=',        'ringing',  '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'queue.position':            ['=',        '=',        '=',        'queued',   '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'staff.decide':              ['bot',      'form',     'ringing',  'queued',   'lead',     'ana',      'ana',      'ana',      'ana',      'phone',    'resolved', 'ended'],
  'staff.archive':             ['bot',      'form',     'ringing',  'queued',   'lead',     'ana',      'ana',      'ana',      'ana',      'phone',    'resolved', '='],
  'contact.blocked':           ['ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    'ended',    '='],
  'ai.responded':              ['bot',      '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'ai.noticed':                ['bot',      '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer ai':                  ['bot',      '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer form_abandon':        ['=',        'bot',      '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer accept':              ['=',        '=',        'lead',     '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer offer':               ['=',        '=',        'ringing',  '=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer queue':               ['=',        '=',        '=',        'lead',     '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer queue_position':      ['=',        '=',        '=',        'queued',   '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer queue_opens':         ['=',        '=',        '=',        'ringing',  '=',        '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer lead':                ['=',        '=',        '=',        '=',        'bot',      '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer reply':               ['=',        '=',        '=',        '=',        '=',        'ringing',  'ringing',  'ringing',  'ringing',  'ringing',  '=',        '='],
  'timer reply_warning':       ['=',        '=',        '=',        '=',        '=',        'ana',      'ana',      'ana',      'ana',      'phone',    '=',        '='],
  'timer transfer':            ['=',        '=',        '=',        '=',        '=',        '=',        '=',        '=',        'ana',      '=',        '=',        '='],
  'timer visitor_gone':        ['=',        'bot',      'bot',      'bot',      'bot',      '=',        '=',        '=',        '=',        '=',        '=',        '='],
  'timer owner_offline':       ['=',        '=',        '=',        '=',        '=',        'ringing',  'ringing',  'ringing',  'ringing',  'ringing',  '=',        '='],
} as const satisfies Record<Line, Row>;

/** A conversation at a question, with a submission that needs review. */
function atQuestion(): World {
  const desks = desksOf([free(ana), free(ben)], 'round_robin');
  const world = new World({ desks }, { preHandoffForm: 'topic' });
  world.says('hi');
  world.says('Nora');
  return world;
}

/** The same, at a node that waits for an AI. */
function atAi(): World {
  const world = new World({ flow: advice, latest: advice }, { preHandoffForm: 'topic' });
  world.says('hi');
  world.says('Nora');
  world.says('Are you open on Sundays?');
  return world;
}

const away: Command = { type: 'customer.presence', online: false };

/** A customer who waits, and whose tab went away. */
function waiting(): World {
  const world = atQuestion();
  world.do(headset);
  world.do(away);
  return world;
}

function ringing(): World {
  const world = waiting();
  world.says('Billing');
  world.says('555');
  world.do(away);
  return world;
}

function fallenBack(fallback: 'queue' | 'form'): World {
  const world = ringing();
  // A window begins while they may queue.
  world.set({ configure: { ...world.facts.configure, fallback }, nextOpening: world.facts.at + 600_000 });
  world.fire('accept');
  world.set({ configure: { ...world.facts.configure, fallback: 'form' } });
  return world;
}

function withAna(): World {
  const world = ringing();
  world.do(accept(ana));
  world.do({ type: 'owner.presence', online: false });
  return world;
}

const worlds = {
  bot: atAi,
  form: waiting,
  ringing,
  queued: () => {
    const world = fallenBack('queue');
    world.set({ nextOpening: null });
    for (const position of [3, 2]) world.do({ type: 'queue.position', position });
    return world;
  },
  lead: () => fallenBack('form'),
  own: withAna,
  other: withAna,
  over: withAna,
  offered: () => {
    const world = withAna();
    world.do(transfer(ana, ben));
    return world;
  },
  phone: () => {
    const world = ringing();
    world.do(fromPhone);
    world.says('When?');
    world.do({ type: 'owner.presence', online: false });
    return world;
  },
  resolved: () => {
    const world = withAna();
    world.do(resolve(ana));
    return world;
  },
  ended: () => {
    const world = withAna();
    world.do(end(ana));
    return world;
  },
} satisfies Record<Column, () => World>;

const actors: Record<Column, Actor> = {
  bot: ben,
  form: ben,
  ringing: ben,
  queued: ben,
  lead: ben,
  own: ana,
  other: ben,
  over: eva,
  offered: ben,
  phone: ben,
  resolved: ben,
  ended: ben,
};

function commandOf(line: Line, world: World, actor: Actor): Command {
  switch (line) {
    case 'customer.message':
      // Nothing that a question accepts: what a flow does with answers is not about modes.
      return { type: line, content: { kind: 'text', text: 'bad' } };
    case 'customer.request_handoff':
      return headset;
    case 'customer.presence':
    case 'owner.presence':
      return { type: line, online: true };
    case 'customer.start':
    case 'customer.cancel_waiting':
    case 'customer.end_chat':
    case 'owner.unavailable':
    case 'operators.available':
    case 'rules.changed':
      return { type: line };
    case 'operator.reply':
      return { type: line, actor, content: { kind: 'text', text: 'Hello' } };
    case 'phone.reply':
      return fromPhone;
    case 'phone.reply shown':
      return { ...fromPhone, takesOver: false };
    case 'operator.resolve':
      return { type: line, actor, note: '' };
    case 'operator.transfer':
      return { type: line, actor, to: { id: 'cara', name: 'Cara' } };
    case 'operator.answer_transfer':
      return { type: line, actor, accept: true };
    case 'operator.take_over':
    case 'operator.accept':
    case 'operator.reject':
    case 'operator.hand_back':
    case 'operator.end':
    case 'operator.reopen':
    case 'contact.blocked':
      return { type: line, actor };
    case 'operator.transfer_to_team':
      return { type: line, actor, team: null };
    case 'ai.responded':
      // Where nothing was asked it answers nothing; what comes late is tested with the fence.
      return { type: line, number: world.state.ai.count || 1, epoch: world.state.epoch, reply: aiReply('No, sorry') };
    case 'ai.noticed':
      return { type: line, run: world.state.runs, trigger: 'ai_prompt', reason: 'Because' };
    case 'queue.position':
      return { type: line, position: 3 };
    case 'staff.decide':
      return { type: line, actor, submission: 1, decision: 'approved', message: '' };
    case 'staff.archive':
      return { type: line, actor, archived: true };
    default:
      return timerCommand(line, world);
  }
}

/** Fires when the timer is due; where it does not run, after all of them. */
function timerCommand(line: Extract<Line, `timer ${string}`>, world: World): Command {
  const timer = timerKinds.find((kind) => line === `timer ${kind}`) ?? 'accept';
  const dueAt = world.state.timers[timer];
  world.set({ at: dueAt ?? world.facts.at + 86_400_000 });
  return { type: 'timer.fired', timer, epoch: world.state.epoch };
}

function modeName(mode: Mode): string {
  if (mode.kind === 'human') return mode.owner.id;
  return mode.kind === 'pending' ? mode.phase : mode.kind;
}

const refusals = {
  not_allowed: '!allowed',
  not_owner: '!owner',
  taken_by: '!taken',
  ended: '!ended',
  not_possible: '!mode',
  newer_open: '!newer',
  outside_window: '!window',
  nobody_there: '!nobody',
} as const;

function outcomeOf(world: World, command: Command): string {
  const decision = world.decide(command);
  if (decision.type === 'unchanged') return '=';
  if (decision.type === 'needs_desk') return decision.desk;
  if (decision.type === 'superseded') return 'new';
  return decision.type === 'refused' ? refusals[decision.refusal.code] : modeName(decision.state.mode);
}

const lines: Line[] = Object.keys(table).filter((line): line is Line => line in table);

for (const [index, column] of columns.entries()) {
  describe(`in ${column}`, () => {
    test.each(lines.map((line) => [line, table[line][index]]))('%s → %s', (line, expected) => {
      const world = worlds[column]();
      const actor = actors[column];
      expect(outcomeOf(world, commandOf(line, world, actor))).toBe(expected);
    });
  });
}

test('the columns are the modes they are named after', () => {
  const names = columns.map((column) => modeName(worlds[column]().state.mode));
  expect(names).toEqual([
    'bot',
    'form',
    'ringing',
    'queued',
    'lead',
    'ana',
    'ana',
    'ana',
    'ana',
    'phone',
    'resolved',
    'ended',
  ]);
});

test('every timer runs in some column, so that each is seen to fire', () => {
  const running = new Set(columns.flatMap((column) => Object.keys(worlds[column]().state.timers)));
  expect([...running].sort()).toEqual([...timerKinds].sort());
});

test('a take-over of a fresh conversation needs no message before it', () => {
  const world = new World();
  expect(outcomeOf(world, takeOver(ana))).toBe('ana');
});
