import { createTransport } from 'nodemailer';
import type { Env } from '../env.ts';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** What came of sending: a refusal for good is not tried again. */
export type Sent = { readonly ok: true } | { readonly ok: false; readonly forGood: boolean; readonly reason: string };

export interface Mailer {
  send(letter: Letter): Promise<Sent>;
  close(): void;
}

const WITHIN_MS = 15_000;

/** Sends by SMTP, as SMTP_URL says. Answers what is wrong instead of throwing. */
export function createMailer({ smtpUrl, from }: NonNullable<Env['mail']>): Mailer {
  const server = new URL(smtpUrl);
  // Nodemailer takes its options from there.
  for (const timeout of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    server.searchParams.set(timeout, String(WITHIN_MS));
  }
  const transport = createTransport(server.href, { from: { name: 'Baton', address: from } });
  return {
    async send(letter) {
      try {
        await transport.sendMail(letter);
        return { ok: true };
      } catch (error) {
        return { ok: false, forGood: isRefusal(error), reason: reasonOf(error) };
      }
    },
    close: () => transport.close(),
  };
}

/** A reply of 5xx to this letter: "no such mailbox". Refused credentials are the server's affair, and may be mended. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  return error.code === 'EENVELOPE' && typeof error.responseCode === 'number' && error.responseCode >= 500;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
