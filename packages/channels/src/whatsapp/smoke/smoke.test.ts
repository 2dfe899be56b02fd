import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWebEmulator, type WebEmulator } from '@baton/testing/whatsapp';
import { afterAll, expect, test } from 'vitest';
import { createLinkedPhone } from './linked-phone.ts';
import { type Guide, type Outcome, runSteps, type StepName } from './steps.ts';

// The guided check, with the emulator in place of WhatsApp and of whoever holds the phones.

const web = await startWebEmulator();
const folder = await mkdtemp(path.join(tmpdir(), 'baton-smoke-'));
afterAll(async () => {
  await web.stop();
  await rm(folder, { recursive: true, force: true });
});

const anna = '15551230000';

/** Does what is asked for, but for what `lazy` names. */
function holder(of: WebEmulator, lazy: StepName | null = null): Guide {
  const acts: Partial<Record<StepName, () => void>> = {
    hear: () => of.say(anna, { body: 'Ping', name: 'Anna' }),
    choices: () => of.say(anna, '2'),
    photo: () => of.say(anna, { type: 'image', mimetype: 'image/png', mediaB64: 'iVBORw0KGgo=' }),
    phone: () => of.answer(anna, 'pong'),
    restart: () => of.say(anna, { body: 'missed', missed: true }),
    meanwhile: () => of.answer(anna, { body: 'meanwhile', missed: true }),
  };
  return {
    instruct: (step) => step !== lazy && acts[step]?.(),
    showCode: (code) => code.split(',')[0] === of.ref && of.scan(code),
    confirm: async (step) => step !== 'unlink',
  };
}

const fast = { probeMs: 300, ackMs: 3_000, firstRetryMs: 200 };
const browser = { folder, program: null, limit: 1, args: web.browserArgs };
const failed = (outcomes: readonly Outcome[]) => outcomes.filter(({ ok }) => !ok).map(({ step, seen }) => [step, seen]);

test('goes through every step, and tells what came of each', { timeout: 120_000 }, async () => {
  const phone = createLinkedPhone(browser, fast);
  const outcomes = await runSteps(phone, holder(web), { waitMs: 60_000, pollMs: 20 });
  expect(outcomes.map(({ step }) => step)).toEqual([
    'link',
    'hear',
    'send',
    'choices',
    'photo',
    'own',
    'phone',
    'restart',
    'meanwhile',
    'unlink',
  ]);
  // What is answered with "no" counts as not working.
  expect(failed(outcomes)).toEqual([['unlink', 'You saw something else']]);
  expect(outcomes[1]?.seen).toBe(`Anna, known as phone:${anna}`);
});

test('says what did not come', async () => {
  const phone = createLinkedPhone({ ...browser, limit: 0 }, fast);
  const outcomes = await runSteps(phone, holder(web), { waitMs: 100, pollMs: 20 });
  expect(outcomes).toEqual([{ step: 'link', ok: false, seen: 'The link did not come within 0 seconds' }]);
  await phone.close();
});
