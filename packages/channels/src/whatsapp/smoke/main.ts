import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { renderUnicodeCompact } from 'uqr';
import { findChromium, NO_CHROMIUM } from '../web/find-chromium.ts';
import { createLinkedPhone } from './linked-phone.ts';
import { type Guide, runSteps, titleOf } from './steps.ts';

// `pnpm smoke:whatsapp`: whether today's WhatsApp Web still is what the product was built for. Needs two phones and a
// few minutes; nothing of the installation is touched, and the link is removed at the end.

const WAIT_MS = 3 * 60_000;

async function main(): Promise<number> {
  const program = await findChromium(process.env.WHATSAPP_CHROMIUM ?? null);
  if (program === null) {
    console.error(`✗ ${NO_CHROMIUM}.`);
    return 1;
  }
  if (!process.stdin.isTTY) {
    console.error('✗ This check asks questions: run it in a terminal.');
    return 1;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const folder = await mkdtemp(path.join(tmpdir(), 'baton-smoke-whatsapp-'));
  const guide: Guide = {
    instruct: (step, text) => console.log(`\n● ${titleOf(step)}\n  ${text}`),
    showCode: (code) => console.log(`\n${renderUnicodeCompact(code, { border: 2 })}\n  Waiting for the phone …`),
    async confirm(_step, question) {
      const answer = await terminal.question(`  ${question} [Y/n] `);
      return !/^\s*n/i.test(answer);
    },
  };
  console.log(`You need the phone whose number is linked, and another one that plays a customer.
Do not use a number that you can't do without: WhatsApp may block one that is used with unofficial programs.`);
  // Ctrl-C: the browser ends with this process.
  terminal.on('SIGINT', () => process.exit(130));
  const phone = createLinkedPhone({ folder, program, limit: 1, args: [] }, {});
  try {
    const outcomes = await runSteps(phone, guide, { waitMs: WAIT_MS, pollMs: 200 });
    console.log('');
    for (const { step, ok, seen } of outcomes) console.log(`${ok ? '✓' : '✗'} ${titleOf(step)}: ${seen}`);
    const failed = outcomes.filter(({ ok }) => !ok).length;
    console.log(
      failed === 0 ? '\nWhatsApp Web works with this version of Baton.' : `\n${failed} of these did not work.`,
    );
    return failed === 0 ? 0 : 1;
  } finally {
    terminal.close();
    await phone.close();
    await rm(folder, { recursive: true, force: true });
  }
}

process.exit(await main());
