import { describe, expect, test } from 'vitest';
import type { Command } from './command.ts';
import { accept, cancel, formIn, headset, reject, takeOver } from './testing/commands.ts';
import { planFlow } from './testing/flow.ts';
import { ana, ben, nobody, World } from './testing/world.ts';

/** At the question "Your wish?", with a submission in review. */
function booked(...[facts, configure]: ConstructorParameters<typeof World>): World {
  const world = new World(facts, configure);
  world.says('hi');
  world.says('Nora');
  return world;
}

/** Rung by the Handoff node. */
function rung(...settings: ConstructorParameters<typeof World>): World {
  const world = booked(...settings);
  world.says('a cake');
  return world;
}

describe('asking for a person (rows 1 and 2)', () => {
  test('a Handoff node rings at once where no form is chosen', () => {
    expect(booked().says('a cake')).toEqual([
      'request 1 node pending',
      'submission 1 needs_review Booking of Nora',
      'customer: a cake',
      'line handoff_requested (Nora wants a cake)',
      'ring 1 ana ben',
      'set accept 120s',
    ]);
  });

  test('a form that is chosen comes first, and the accept timer starts when it is complete', () => {
    const world = booked({}, { preHandoffForm: 'topic' });
    expect(world.do(headset)).toEqual([
      'request 1 headset pending',
      'line handoff_requested (Asked for a person)',
      'bot: [Topic, Phone]',
      'set form_abandon 900s',
    ]);
    expect(world.wait(30).says('Billing')).toEqual(['customer: Billing', 'bot: Phone', 'set form_abandon 900s']);
    expect(world.wait(30).says('555')).toEqual([
      'request 1 headset pending',
      'customer: 555',
      'ring 1 ana ben',
      'cancel form_abandon',
      'set accept 120s',
    ]);
    expect(world.state.session.formAnswers).toEqual([
      { label: 'Topic', value: 'Billing' },
      { label: 'Phone', value: '555' },
    ]);
    expect(world.state.request?.ringingAt).toBe(world.facts.at);
  });

  test("its answers serve the run's texts too", () => {
    const world = booked({}, { preHandoffForm: 'topic', humanTakesOver: 'About <<topic.topic>>' });
    world.do(headset);
    world.do(formIn('topic', { topic: 'Billing', phone: '555' }));
    expect(world.said(accept(ana))).toContain('system: About Billing');
    expect(world.state.submissions[0]?.answers.map(({ nodeId }) => nodeId)).toEqual(['name']);
  });

  test('a fresh run is a new matter: the form is asked again', () => {
    const flow = planFlow('short', { name: { type: 'ask', text: 'Your name?' }, topic: { type: 'form' } });
    const world = new World({ flow, latest: flow }, { preHandoffForm: 'topic' });
    world.says('hi');
    world.do(headset);
    world.do(formIn('topic', { topic: 'Billing', phone: '555' }));
    world.do(cancel);
    world.says('Nora');
    world.says('hi');
    expect(world.said(headset)).toContain('bot: [Topic, Phone]');
  });

  test('the form is asked once per session, also when the customer gave up waiting in between', () => {
    const world = booked({}, { preHandoffForm: 'topic' });
    world.do(headset);
    world.do(formIn('topic', { topic: 'Billing', phone: '555' }));
    world.do(cancel);
    expect(world.do(headset)).toContain('ring 2 ana ben');
  });

  test("the flow's own pre-handoff form counts", () => {
    const flow = planFlow('own', {
      topic: { type: 'form', to: 'desk' },
      desk: { type: 'person', text: '<<topic.topic>>' },
    });
    const world = new World({ flow, latest: flow }, { preHandoffForm: 'topic' });
    world.says('hi');
    expect(world.do(formIn('topic', { topic: 'Billing', phone: '555' }))).toContain('ring 1 ana ben');
    expect(world.state.session.formAnswers).toHaveLength(2);
    expect(world.state.request?.reason).toBe('Billing');
  });

  test('the form may stand in the latest version only, or nowhere', () => {
    const old = planFlow('v0', { name: { type: 'ask', text: 'Your name?' } });
    const world = new World({ flow: old, latest: old }, { preHandoffForm: 'topic' });
    world.says('hi');
    world.set({ latest: booked().facts.latest });
    expect(world.said(headset)).toContain('bot: [Topic, Phone]');
    world.set({ latest: old });
    expect(world.says('Billing'), 'published away while it was asked').toContain('ring 1 ana ben');
    const nowhere = new World({ flow: old, latest: old }, { preHandoffForm: 'topic' });
    expect(nowhere.do(headset)).toContain('ring 1 ana ben');
  });

  test('without a run, before the first message, the headset works too', () => {
    const world = new World();
    expect(world.do(headset)).toContain('ring 1 ana ben');
    expect(world.said(cancel)).toEqual(['line request_cancelled']);
    expect(world.state.mode.kind).toBe('bot');
  });

  test('handoff switched off: the headset is refused, and a Handoff node goes on without a word', () => {
    const world = booked({ handoffEnabled: false });
    expect(world.decide(headset)).toEqual({ type: 'refused', refusal: { code: 'not_allowed' } });
    expect(world.says('a cake')).toEqual([
      'submission 1 needs_review Booking of Nora',
      'customer: a cake',
      'bot: Nobody came. Go on?',
    ]);
  });
});

describe('outside working hours (row 3)', () => {
  const words = 'Mon 09:00–18:00';
  const closed = { next: { opensAt: Date.UTC(2030, 0, 14, 9), words } };
  const notice = `system: Nearest manager working hours — ${words}`;

  test('the next window is told, a lead form asked, nobody alerted', () => {
    const world = booked({ closed });
    expect(world.says('a cake')).toEqual([
      'request 1 node pending',
      'submission 1 needs_review Booking of Nora',
      'customer: a cake',
      'line handoff_requested (Nora wants a cake)',
      `line outside_hours (${words})`,
      notice,
      'system: [Your name, Your e-mail, Your message]',
      'set lead 900s',
    ]);
    expect(world.do(formIn('lead_form', { name: 'Nora', email: 'nora@example.com', message: 'A cake' }))).toEqual([
      'request 1 node expired',
      'submission 2 needs_review Leave us a message',
      'customer: {Nora, nora@example.com, A cake}',
      'line submitted (Leave us a message)',
      'bot: We are closed. Go on?',
      'cancel lead',
    ]);
  });

  test('the title of the lead form takes answers', () => {
    const world = booked({ closed }, { leadFormTitle: 'Write to us, <<name>>' });
    world.do(headset);
    expect(world.transcript.at(-1)?.content).toMatchObject({ kind: 'form', title: 'Write to us, Nora' });
  });

  test('the window is told once', () => {
    const world = booked({ closed });
    world.do(headset);
    world.fire('lead');
    expect(world.said(headset)).not.toContain(notice);
    world.fire('lead');
    // The same words a week later are another window.
    world.set({ closed: { next: { opensAt: closed.next.opensAt + 7 * 86_400_000, words } } });
    expect(world.said(headset)).toContain(notice);
  });

  test('under the fallback message the bot stays, and answers every time', () => {
    const world = booked({ closed }, { fallback: 'message', fallbackMessage: 'Not now' });
    const asked = 'line handoff_requested (Asked for a person)';
    const line = `line outside_hours (${words})`;
    expect(world.said(headset)).toEqual([asked, line, notice, 'bot: Your wish?']);
    expect(world.said(headset)).toEqual([asked, line, 'system: Not now', 'bot: Your wish?']);
    expect(world.state.mode.kind).toBe('bot');
  });

  test('the text is the owner’s own, and a blank one says nothing', () => {
    const asked = (outsideHours: string) => booked({ closed }, { outsideHours }).said(headset);
    expect(asked('<<name>>, we are back <<hours>>')).toContain(`system: Nora, we are back ${words}`);
    expect(
      asked(' ').filter((line) => line.startsWith('system: ')),
      'but the lead form',
    ).toHaveLength(1);
  });

  test('no window to come: no promise, only the form, or the message', () => {
    const never = { closed: { next: null } };
    expect(booked(never).said(headset)).toEqual([
      'line handoff_requested (Asked for a person)',
      'line outside_hours',
      'system: [Your name, Your e-mail, Your message]',
    ]);
    expect(booked(never, { fallback: 'message', fallbackMessage: 'Not now' }).said(headset)).toContain(
      'system: Not now',
    );
  });

  test('a form that took until after work rings nobody', () => {
    const world = booked({}, { preHandoffForm: 'topic' });
    world.do(headset);
    world.says('Billing');
    world.set({ closed });
    const effects = world.says('555');
    expect(effects).toEqual(expect.arrayContaining([notice, 'set lead 900s']));
    expect(effects).not.toContain('ring 1 ana ben');
  });

  test('a person who is lost after work: the hours, and nobody rings', () => {
    const world = rung();
    world.do(accept(ana));
    world.set({ closed });
    expect(world.do({ type: 'owner.unavailable' })).toEqual(expect.arrayContaining([notice, 'set lead 900s']));
  });

  test('nobody accepted until after work: the hours instead of a queue that stands still', () => {
    const world = rung({}, { fallback: 'queue' });
    world.set({ closed });
    expect(world.fire('accept')).toEqual([
      'alert 1 expired',
      'line no_one_available',
      notice,
      'system: [Your name, Your e-mail, Your message]',
      'cancel accept',
      'set lead 900s',
    ]);
  });
});

describe('nobody takes it (rows 4 and 6)', () => {
  test('one rejects: only their buttons go; all reject: the fallback comes at once', () => {
    const world = rung();
    expect(world.do(reject(ana))).toEqual(['line rejected Ana', 'alert 1 rejected by ana', 'audit Ana reject']);
    expect(world.decide(reject(ana)).type).toBe('unchanged');
    expect(world.do(reject(ben))).toEqual([
      'line rejected Ben',
      'alert 1 rejected by ben',
      'audit Ben reject',
      'alert 1 expired',
      'line no_one_available',
      'system: [Your name, Your e-mail, Your message]',
      'cancel accept',
      'set lead 900s',
    ]);
    expect(world.fire('lead')).toContain('request 1 node rejected');
  });

  test('the accept timeout leads to the lead form, and that to the exit that is due', () => {
    const world = rung();
    expect(world.fire('accept')).toEqual([
      'alert 1 expired',
      'line no_one_available',
      'system: [Your name, Your e-mail, Your message]',
      'cancel accept',
      'set lead 900s',
    ]);
    expect(world.fire('lead')).toEqual(['request 1 node expired', 'bot: Nobody came. Go on?', 'cancel lead']);
  });

  test('the lead form asks again for what is wrong, and its time starts anew', () => {
    const world = rung();
    world.fire('accept');
    world.wait(60);
    expect(world.do(formIn('lead_form', { name: 'Nora', email: 'nowhere', message: 'Hi' }))).toEqual([
      'customer: {Nora, nowhere, Hi}',
      expect.stringMatching(/^system: Your e-mail: /),
      'system: [Your e-mail]',
      'set lead 900s',
    ]);
  });

  test('the fallback message says so, and the bot goes on', () => {
    const world = rung({}, { fallback: 'message', fallbackMessage: 'Sorry, <<name>>' });
    expect(world.fire('accept')).toEqual([
      'request 1 node expired',
      'alert 1 expired',
      'line no_one_available',
      'system: Sorry, Nora',
      'bot: Nobody came. Go on?',
      'cancel accept',
    ]);
  });

  test('nobody eligible: the fallback comes at once, and nobody is alerted', () => {
    const world = booked({ desks: nobody }, { fallback: 'message', fallbackMessage: '' });
    expect(world.says('a cake')).toEqual([
      'request 1 node expired',
      'submission 1 needs_review Booking of Nora',
      'customer: a cake',
      'line handoff_requested (Nora wants a cake)',
      'line no_one_available',
      'bot: Nobody came. Go on?',
    ]);
  });

  test('a flow that asks over and over while nobody can be asked is stopped, with the node named', () => {
    const flow = planFlow('round', {
      name: { type: 'ask', text: 'Your name?', to: 'desk' },
      desk: { type: 'person', to: { no_one_available: 'sorry' } },
      sorry: { type: 'say', text: 'Sorry', to: 'desk' },
    });
    const world = new World({ flow, latest: flow, desks: nobody }, { fallback: 'message', fallbackMessage: '' });
    world.says('hi');
    const lines = world.says('Nora');
    expect(lines.filter((line) => line === 'bot: Sorry')).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^line flow_failed \(.*“desk”.*\)$/);
    expect(world.state.run?.finished).toBe(true);
    expect(world.decide(takeOver(ana)).type).toBe('changed');
  });
});

describe('the queue (rows 6 and 6a)', () => {
  function position(place: number): Command {
    return { type: 'queue.position', position: place };
  }

  function queued(): World {
    const world = rung({}, { fallback: 'queue' });
    world.fire('accept');
    return world;
  }

  test('the position is told first when known, then only when improved and a minute apart', () => {
    const world = queued();
    expect(world.do(position(3))).toEqual(['system: You are number 3 in the queue.']);
    expect(world.decide(position(3)).type).toBe('unchanged');
    expect(world.wait(20).do(position(2)), 'too soon').toEqual(['set queue_position 40s']);
    expect(world.fire('queue_position')).toEqual(['system: You are number 2 in the queue.', 'cancel queue_position']);
    expect(world.wait(90).do(position(4)), 'worse').toEqual([]);
    expect(world.wait(90).do(position(2)), 'no better than told').toEqual([]);
    expect(world.do(position(1))).toEqual(['system: You are number 1 in the queue.']);
  });

  test('a place that got better and worse again within the minute is not told', () => {
    const world = queued();
    world.do(position(2));
    expect(world.wait(10).do(position(1))).toEqual(['set queue_position 50s']);
    expect(world.wait(10).do(position(2))).toEqual(['cancel queue_position']);
  });

  test('a blank text tells no place, and the widget still shows it', () => {
    const world = rung({}, { fallback: 'queue', queuePosition: '' });
    world.fire('accept');
    expect(world.do(position(3))).toEqual([]);
    expect(world.state.mode).toMatchObject({ position: 3, toldPosition: 3 });
  });

  test('somebody becomes eligible: it rings again', () => {
    const world = queued();
    expect(world.wait(10).do({ type: 'operators.available' })).toEqual([
      'request 1 node pending',
      'ring 1 ana ben',
      'set accept 120s',
      'cancel queue',
    ]);
    world.set({ desks: nobody });
    expect(world.decide({ type: 'operators.available' }).type).toBe('unchanged');
    const late = queued();
    late.set({ closed: { next: null } });
    expect(late.decide({ type: 'operators.available' }).type, 'nobody is eligible after work').toBe('unchanged');
  });

  test('30 minutes in the queue lead to the lead form, however often it rang meanwhile', () => {
    const world = queued();
    world.wait(20 * 60).do({ type: 'operators.available' });
    expect(world.fire('accept')).toEqual(['alert 1 expired', 'cancel accept', 'set queue 480s']);
    expect(world.fire('queue')).toEqual([
      'line no_one_available',
      'system: [Your name, Your e-mail, Your message]',
      'cancel queue',
      'set lead 900s',
    ]);
    const late = queued();
    late.wait(29 * 60).do({ type: 'operators.available' });
    expect(late.fire('accept')).toContain('set lead 900s');
  });
});

describe('the customer does not wait (row 13)', () => {
  test('cancelling settles the alerts, and the flow leaves by customer left', () => {
    expect(rung().do(cancel)).toEqual([
      'request 1 node cancelled',
      'alert 1 cancelled',
      'line request_cancelled',
      'bot: You left. Go on?',
      'cancel accept',
    ]);
  });

  test('asked for by the headset, the open question comes again', () => {
    const world = booked();
    world.do(headset);
    expect(world.said(cancel)).toEqual(['line request_cancelled', 'bot: Your wish?']);
  });

  test('an abandoned form', () => {
    const world = booked({}, { preHandoffForm: 'topic' });
    world.do(headset);
    expect(world.fire('form_abandon')).toEqual([
      'request 1 headset cancelled',
      'line customer_left',
      'bot: Your wish?',
      'cancel form_abandon',
    ]);
  });

  test('a tab that went away keeps its place for 60 s, through every phase', () => {
    const world = rung({}, { fallback: 'queue' });
    const gone: Command = { type: 'customer.presence', online: false };
    const back: Command = { type: 'customer.presence', online: true };
    expect(world.do(gone)).toEqual(['set visitor_gone 60s']);
    expect(world.wait(30).decide(gone).type, 'told twice').toBe('unchanged');
    expect(world.do(back)).toEqual(['cancel visitor_gone']);
    expect(world.wait(60).decide(world.fired('visitor_gone')).type).toBe('unchanged');
    world.do(gone);
    expect(world.fire('accept'), 'ringing → queued').toEqual(['alert 1 expired', 'cancel accept', 'set queue 1800s']);
    expect(world.fire('visitor_gone')).toContain('line customer_left');
  });

  test('whoever writes is there', () => {
    const world = rung();
    world.do({ type: 'customer.presence', online: false });
    expect(world.says('Hello?')).toEqual(['customer: Hello?', 'alert 1: Hello?', 'cancel visitor_gone']);
  });
});

describe('while pending', () => {
  test('held, what the customer writes is stored and shown in the alert, not answered', () => {
    const world = booked();
    world.do(headset);
    expect(world.says('a cake')).toEqual(['customer: a cake', 'alert 1: a cake']);
    expect(world.said(cancel)).toContain('bot: Your wish?');
  });

  test('under bot_continues it is also a turn, and nothing is asked again afterwards', () => {
    const world = booked({}, { whilePending: 'bot_continues' });
    world.do(headset);
    expect(world.says('bad')).toEqual(['customer: bad', 'alert 1: bad', 'bot: Your wish?']);
    expect(world.said(cancel)).toEqual(['line request_cancelled']);
  });

  test('a Handoff node reached meanwhile joins the open request, and holds', () => {
    const world = booked({}, { whilePending: 'bot_continues' });
    world.do(headset);
    expect(world.says('a cake')).toContain('request 1 headset pending');
    expect(world.state.request?.nodeId).toBe('desk');
    expect(world.says('Hello?')).toEqual(['customer: Hello?', 'alert 1: Hello?']);
    expect(world.said(cancel)).toEqual(['line request_cancelled', 'bot: You left. Go on?']);
  });

  test('a Handoff node always holds', () => {
    const world = rung({}, { whilePending: 'bot_continues' });
    expect(world.says('Hello?')).toEqual(['customer: Hello?', 'alert 1: Hello?']);
  });

  test('once a person was there the bot is silent, also while it rings again', () => {
    const world = booked({}, { whilePending: 'bot_continues' });
    world.do(headset);
    world.do(accept(ana));
    world.do({ type: 'owner.unavailable' });
    expect(world.says('Hello?')).toEqual(['customer: Hello?', 'alert 1: Hello?']);
  });
});
