import type { OutboundContent } from '@baton/engine';
import type { InboundEvent } from '../../channel-adapter.ts';
import type { LinkedPhone } from './linked-phone.ts';

/** Where the check speaks with whoever holds the phones. */
export interface Guide {
  /** What to do now, in words. */
  instruct(step: StepName, text: string): void;
  showCode(code: string): void;
  /** Asks what only eyes can see. */
  confirm(step: StepName, question: string): Promise<boolean>;
}

/** How long the check waits for somebody to do something, and how often it looks. */
export interface Patience {
  readonly waitMs: number;
  readonly pollMs: number;
}

export interface Outcome {
  readonly step: StepName;
  readonly ok: boolean;
  /** What was seen, or what was missing. */
  readonly seen: string;
}

const titles = {
  link: 'The phone is linked by a code',
  hear: 'A message of a customer arrives',
  send: 'A message is sent, and WhatsApp says that it arrived',
  own: 'What is sent is not taken for an answer from the phone',
  choices: 'Choices arrive as a numbered list, and can be answered',
  photo: 'A photo goes both ways',
  phone: 'An answer from the phone is noticed',
  restart: 'After a restart the session is still there, and what was missed is heard',
  meanwhile: 'What was written on the phone meanwhile is heard as such',
  unlink: 'The device is taken off the phone',
} as const;
export type StepName = keyof typeof titles;

/** What a step checks, in words. */
export function titleOf(step: StepName): string {
  return titles[step];
}

class Missing extends Error {}

/**
 * Goes through everything that a stand-in for WhatsApp Web can't prove, one step after the other. Answers what came of
 * each; a step that fails does not keep the next ones from being tried, unless nothing is linked.
 */
export async function runSteps(
  phone: LinkedPhone,
  guide: Guide,
  { waitMs, pollMs }: Patience,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let customer = '';

  async function until<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
    const end = Date.now() + waitMs;
    while (Date.now() < end) {
      const found = look();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    throw new Missing(`${what} did not come within ${Math.round(waitMs / 1000)} seconds`);
  }

  async function step(name: StepName, run: () => Promise<string>): Promise<boolean> {
    try {
      outcomes.push({ step: name, ok: true, seen: await run() });
      return true;
    } catch (error) {
      outcomes.push({ step: name, ok: false, seen: error instanceof Error ? error.message : String(error) });
      return false;
    }
  }

  const said = (match: (text: string) => boolean, more: (event: InboundEvent) => boolean = () => true) =>
    phone.heard.find((event) => event.content?.kind === 'text' && match(event.content.text.trim()) && more(event));
  const word = (expected: string) => (text: string) => text.toLowerCase() === expected;

  async function delivered(content: OutboundContent): Promise<string> {
    const result = await phone.send(customer, content);
    if (result.status !== 'sent') throw new Missing(result.reason);
    const { providerId } = result;
    await until('The second tick', () =>
      phone.receipts.some((each) => each.providerId === providerId && each.state !== 'sent' && each.state !== 'failed'),
    );
    return 'two ticks';
  }

  async function see(name: StepName, question: string): Promise<void> {
    if (!(await guide.confirm(name, question))) throw new Missing('You saw something else');
  }

  const linked = await step('link', async () => {
    guide.instruct('link', 'On the phone: WhatsApp, Settings, Linked devices, Link a device. Then scan this code.');
    await phone.open();
    let shown = '';
    const { account } = await until('The link', () => {
      const code = phone.codes.at(-1) ?? '';
      if (code !== shown) guide.showCode(code);
      shown = code;
      return phone.status?.state === 'connected' ? phone.status : null;
    });
    return account?.name ?? 'linked';
  });
  if (!linked) return outcomes;

  const heard = await step('hear', async () => {
    guide.instruct('hear', 'From ANOTHER phone, write the word  ping  to the linked number.');
    const event = await until('“ping”', () => said(word('ping'), ({ fromBusiness }) => !fromBusiness));
    customer = event.address;
    return `${event.name ?? 'somebody'}, known as ${[event.address, ...(event.aliases ?? [])].join(' and ')}`;
  });
  if (heard) {
    await step('send', async () => {
      const ticks = await delivered({ kind: 'text', text: 'This is **bold**, sent by Baton.' });
      await see('send', 'Does the other phone show “This is bold, sent by Baton.”, with “bold” in bold?');
      return ticks;
    });
    await step('choices', async () => {
      const options = ['Tea', 'Coffee'].map((label) => ({ id: label, label }));
      await delivered({ kind: 'choices', text: 'Tea or coffee?', options });
      guide.instruct('choices', 'From the other phone, answer the question with the number  2.');
      await until('“2”', () => said(word('2')));
      return 'a list, answered by its number';
    });
    await step('photo', async () => {
      guide.instruct('photo', 'From the other phone, send any photo.');
      const { file } = await until('The photo', () => phone.photo);
      await delivered({ kind: 'file', ...file, caption: 'The same photo, from Baton' });
      await see('photo', 'Does the other phone show the same photo, with “The same photo, from Baton” under it?');
      return `${Math.ceil(file.size / 1024)} KB there and back`;
    });
    await step('own', async () => {
      const wrong = phone.heard.filter(({ fromBusiness }) => fromBusiness);
      if (wrong.length > 0) throw new Missing(`${wrong.length} of Baton’s own messages were taken for yours`);
      return 'none of its own messages';
    });
    await step('phone', async () => {
      guide.instruct('phone', 'On the LINKED phone, write the word  pong  in the chat with the other phone.');
      const { address } = await until('“pong”', () => said(word('pong'), ({ fromBusiness }) => Boolean(fromBusiness)));
      if (address !== customer)
        throw new Missing(`It is in another chat (${address}) than the customer’s (${customer})`);
      return 'heard as an answer from the phone, in the same chat';
    });
  }
  await step('restart', async () => {
    await phone.close();
    const codes = phone.codes.length;
    guide.instruct('restart', 'Baton is not running now. From the other phone, write the word  missed.');
    await see('restart', 'Have you written it, and does it have one tick or two?');
    guide.instruct(
      'meanwhile',
      'Then, on the LINKED phone, write the word  meanwhile  in the chat with the other phone.',
    );
    await see('meanwhile', 'Have you written it, and does it have one tick or two?');
    await phone.open();
    await until('The connection', () => phone.status?.state === 'connected');
    if (phone.codes.length > codes) throw new Missing('A new code had to be scanned');
    await until('“missed”', () => said(word('missed')));
    return 'without a new code, and “missed” was heard';
  });
  await step('meanwhile', async () => {
    const event = await until('“meanwhile”', () => said(word('meanwhile')));
    if (!event.fromBusiness) throw new Missing('It was taken for a message of the customer');
    const missed = said(word('missed'));
    if (missed === undefined || phone.heard.indexOf(missed) > phone.heard.indexOf(event)) {
      throw new Missing('It was heard before what the customer had written first');
    }
    return 'heard as an answer from the phone, after “missed”';
  });
  await step('unlink', async () => {
    await phone.unlink();
    await see('unlink', 'On the linked phone, is this device gone from Linked devices?');
    return 'gone';
  });
  await phone.close();
  return outcomes;
}
