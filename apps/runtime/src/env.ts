import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import type { AiSettings } from './ai/create-ai.ts';
import { StartupError } from './startup-error.ts';

/** What the environment says, checked and with its defaults. */
export interface Env {
  /** 0 takes any free port. */
  readonly port: number;
  /** This machine only by default; 0.0.0.0 where others must reach it, as in a container. */
  readonly host: string;
  /** An absolute path. */
  readonly dataDir: string;
  /** Undefined: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Carries news between several processes in place of the database. */
  readonly redisUrl: string | undefined;
  /** The origin under which visitors and staff reach this server, without a slash at its end. */
  readonly publicUrl: string | undefined;
  /** The account to make at the first start without asking. */
  readonly owner: Readonly<{ email: string; password: string }> | undefined;
  readonly secret: string | undefined;
  /** Where the Telegram Bot API is, if not at its usual place: a server of your own, or a test's. */
  readonly telegramApiRoot: string | undefined;
  /** Where Meta's Graph API is, if not at its usual place: a test's. */
  readonly whatsappApiRoot: string | undefined;
  /** The bot that alerts operators, where it is set here and not in Settings. */
  readonly operatorBot: Readonly<{ token: string; webhookSecret: string | undefined }> | undefined;
  /** An AI to ask; undefined where there is none. */
  readonly ai: Readonly<AiSettings> | undefined;
  /** Sends e-mail to staff; undefined: none is sent. */
  readonly mail: Readonly<{ smtpUrl: string; from: string }> | undefined;
  /** How long what guards against repeated events and commands is kept. */
  readonly keepDays: number;
  /** The browser in which accounts of WhatsApp Web run; undefined: one is looked for. */
  readonly whatsappChromium: string | undefined;
  /** How many accounts of WhatsApp Web may run on this machine. */
  readonly whatsappWebAccounts: number;
  /** More arguments for that browser; heard only where NODE_ENV is test. */
  readonly whatsappWebArgs: readonly string[];
  readonly logLevel: z.infer<typeof logLevel>;
  readonly nodeEnv: z.infer<typeof nodeEnv>;
  /** Where a test wants the process killed, as "after-claim:2"; heard only where NODE_ENV is test. */
  readonly faultPoint: string | undefined;
  /** When a test's clock begins, in milliseconds since 1970; refused where NODE_ENV is not test. */
  readonly testClock: number | undefined;
}

/** Names every variable with a wrong value, one sentence for each. */
export class EnvError extends StartupError {
  override readonly name = 'EnvError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

const logLevel = z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
  error: mustBe('LOG_LEVEL', 'one of fatal, error, warn, info, debug, trace and silent'),
});
const nodeEnv = z.enum(['development', 'production', 'test'], {
  error: mustBe('NODE_ENV', 'one of development, production and test'),
});

/** A provider may bring an event again for about a week. */
const FEWEST_DAYS = 8;

const variables = z.object({
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, {
      error: mustBe('PORT', 'a whole number from 0 (any free port) to 65535'),
    })
    .transform(Number)
    .default(3000),
  HOST: z
    .string()
    .refine(isHost, { error: mustBe('HOST', 'an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0') })
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, {
      // The value is not shown: it may hold a password.
      error:
        'DATABASE_URL is not the address of a PostgreSQL database: it must look like postgresql://user:password@host:5432/database.',
    })
    .optional(),
  REDIS_URL: z
    .string()
    // Nor is this one: it may hold a password, too.
    .refine(isRedisUrl, {
      error: 'REDIS_URL is not the address of a Redis server: it must look like redis://user:password@host:6379.',
    })
    .optional(),
  PUBLIC_URL: z
    .string()
    .refine(isWebOrigin, {
      error: mustBe('PUBLIC_URL', 'an http or https address without a path, such as https://chat.example.com'),
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  BATON_OWNER_EMAIL: z.email({ error: mustBe('BATON_OWNER_EMAIL', 'an e-mail address') }).optional(),
  BATON_OWNER_PASSWORD: z
    .string()
    .min(10, { error: hasLength('BATON_OWNER_PASSWORD', 'at least 10') })
    .max(128, { error: hasLength('BATON_OWNER_PASSWORD', 'at most 128') })
    .optional(),
  BATON_SECRET: z
    .string()
    .min(32, { error: hasLength('BATON_SECRET', 'at least 32') })
    .optional(),
  TELEGRAM_API_ROOT: apiRoot('TELEGRAM_API_ROOT', 'a Bot API server'),
  WHATSAPP_API_ROOT: apiRoot('WHATSAPP_API_ROOT', 'a Graph API server'),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .refine((text) => /^\d{1,20}:[\w-]{20,100}$/.test(text), {
      // The value is not shown: whoever has it is the bot.
      error: 'TELEGRAM_BOT_TOKEN is not a bot token: @BotFather’s look like 123456789:AAE….',
    })
    .optional(),
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .refine((text) => /^[\w-]{16,256}$/.test(text), {
      error: 'TELEGRAM_WEBHOOK_SECRET must have 16 to 256 of the characters A-Z, a-z, 0-9, _ and -.',
    })
    .optional(),
  AI_BASE_URL: apiRoot('AI_BASE_URL', 'an OpenAI-compatible API'),
  AI_API_KEY: z.string().optional(),
  AI_MODEL: z.string().optional(),
  SMTP_URL: z
    .string()
    .refine(isSmtpUrl, {
      // The value is not shown: it may hold a password.
      error: 'SMTP_URL is not the address of a mail server: it must look like smtps://user:password@host:465.',
    })
    .optional(),
  MAIL_FROM: z.email({ error: mustBe('MAIL_FROM', 'the e-mail address that notifications come from') }).optional(),
  BATON_KEEP_DAYS: z
    .string()
    .refine((text) => /^\d{1,4}$/.test(text) && Number(text) >= FEWEST_DAYS, {
      error: mustBe('BATON_KEEP_DAYS', `a whole number of days from ${FEWEST_DAYS} to 9999`),
    })
    .transform(Number)
    .default(30),
  WHATSAPP_CHROMIUM: z.string().optional(),
  WHATSAPP_WEB_ACCOUNTS: z
    .string()
    .refine((text) => /^\d{1,3}$/.test(text), {
      error: mustBe('WHATSAPP_WEB_ACCOUNTS', 'a whole number from 0 to 999'),
    })
    .transform(Number)
    .default(3),
  WHATSAPP_WEB_ARGS: z
    .string()
    .transform((text) => text.split('\n'))
    .optional(),
  LOG_LEVEL: logLevel.default('info'),
  NODE_ENV: nodeEnv.default('production'),
  BATON_FAULT_POINT: z.string().optional(),
  BATON_TEST_CLOCK: z.iso
    .datetime({ error: mustBe('BATON_TEST_CLOCK', 'a moment in UTC, such as 2027-03-28T00:30:00Z') })
    .transform(Date.parse)
    .optional(),
});

/**
 * Reads the environment, once, at the start. An empty variable counts as one that is not set.
 * @throws EnvError naming every wrong variable.
 */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const set = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = variables.safeParse(set);
  const problems = [
    ...(parsed.error?.issues.map((issue) => issue.message) ?? []),
    ...ownerProblems(set),
    ...redisProblems(set),
    ...botProblems(set),
    ...aiProblems(set),
    ...mailProblems(set),
    ...clockProblems(set),
    ...testProblems(set, parsed.data?.NODE_ENV),
  ];
  if (!parsed.success || problems.length > 0) throw new EnvError(problems);
  const { BATON_OWNER_EMAIL: email, BATON_OWNER_PASSWORD: password, ...values } = parsed.data;
  return Object.freeze({
    port: values.PORT,
    host: values.HOST,
    dataDir: path.resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    publicUrl: values.PUBLIC_URL,
    owner: email !== undefined && password !== undefined ? Object.freeze({ email, password }) : undefined,
    secret: values.BATON_SECRET,
    telegramApiRoot: values.TELEGRAM_API_ROOT,
    whatsappApiRoot: values.WHATSAPP_API_ROOT,
    operatorBot:
      values.TELEGRAM_BOT_TOKEN === undefined
        ? undefined
        : Object.freeze({ token: values.TELEGRAM_BOT_TOKEN, webhookSecret: values.TELEGRAM_WEBHOOK_SECRET }),
    ai:
      values.AI_MODEL === undefined
        ? undefined
        : Object.freeze({ baseUrl: values.AI_BASE_URL, apiKey: values.AI_API_KEY, model: values.AI_MODEL }),
    mail:
      values.SMTP_URL === undefined || values.MAIL_FROM === undefined
        ? undefined
        : Object.freeze({ smtpUrl: values.SMTP_URL, from: values.MAIL_FROM }),
    keepDays: values.BATON_KEEP_DAYS,
    whatsappChromium: values.WHATSAPP_CHROMIUM,
    whatsappWebAccounts: values.WHATSAPP_WEB_ACCOUNTS,
    whatsappWebArgs: values.WHATSAPP_WEB_ARGS ?? [],
    logLevel: values.LOG_LEVEL,
    nodeEnv: values.NODE_ENV,
    faultPoint: values.BATON_FAULT_POINT,
    testClock: values.BATON_TEST_CLOCK,
  });
}

/** What would let somebody else play a provider is heard in tests only. */
function testProblems(set: Readonly<Record<string, unknown>>, mode: Env['nodeEnv'] | undefined): string[] {
  if (set.WHATSAPP_WEB_ARGS === undefined || mode === 'test' || mode === undefined) return [];
  return ['WHATSAPP_WEB_ARGS is for tests only: it would let somebody else play WhatsApp. Leave it out.'];
}

function ownerProblems(set: Readonly<Record<string, unknown>>): string[] {
  const names = ['BATON_OWNER_EMAIL', 'BATON_OWNER_PASSWORD'] as const;
  const missing = names.filter((name) => set[name] === undefined);
  if (missing.length !== 1) return [];
  const given = names.find((name) => !missing.includes(name));
  return [`${given} is set, but ${missing[0]} is not: set both to make the owner's account, or neither.`];
}

function redisProblems(set: Readonly<Record<string, unknown>>): string[] {
  if (set.REDIS_URL === undefined || set.DATABASE_URL !== undefined) return [];
  return ['REDIS_URL is set, but DATABASE_URL is not: Redis carries news between processes that share a database.'];
}

function botProblems(set: Readonly<Record<string, unknown>>): string[] {
  if (set.TELEGRAM_WEBHOOK_SECRET === undefined || set.TELEGRAM_BOT_TOKEN !== undefined) return [];
  return ['TELEGRAM_WEBHOOK_SECRET is set, but TELEGRAM_BOT_TOKEN is not: set the token of the operators’ bot too.'];
}

function aiProblems(set: Readonly<Record<string, unknown>>): string[] {
  const { AI_BASE_URL: url, AI_API_KEY: key, AI_MODEL: model } = set;
  if (model !== undefined && url === undefined && key === undefined) {
    return ['AI_MODEL is set, but neither AI_API_KEY (for OpenAI) nor AI_BASE_URL (for a server of your own) is.'];
  }
  const given = url !== undefined ? 'AI_BASE_URL' : key !== undefined ? 'AI_API_KEY' : undefined;
  if (model !== undefined || given === undefined) return [];
  return [`${given} is set, but AI_MODEL is not: set it to the name of the model to ask.`];
}

function mailProblems({ SMTP_URL, MAIL_FROM }: Readonly<Record<string, unknown>>): string[] {
  if ((SMTP_URL === undefined) === (MAIL_FROM === undefined)) return [];
  const [given, missing] = SMTP_URL === undefined ? ['MAIL_FROM', 'SMTP_URL'] : ['SMTP_URL', 'MAIL_FROM'];
  return [`${given} is set, but ${missing} is not: set both to send e-mail to staff, or neither.`];
}

/** On a clock that goes wrong customers would be told wrong hours, and wait for nobody. */
function clockProblems({ BATON_TEST_CLOCK, NODE_ENV }: Readonly<Record<string, unknown>>): string[] {
  if (BATON_TEST_CLOCK === undefined || NODE_ENV === 'test') return [];
  return ['BATON_TEST_CLOCK is set, but NODE_ENV is not test: it is for tests only. Unset it.'];
}

function mustBe(name: string, expected: string) {
  return (issue: { readonly input?: unknown }) => `${name} is "${String(issue.input)}", but must be ${expected}.`;
}

/** For secrets: says how long the value is instead of showing it. */
function hasLength(name: string, expected: string) {
  return (issue: { readonly input?: unknown }) =>
    `${name} has ${String(issue.input).length} characters, but must have ${expected}.`;
}

function isHost(text: string): boolean {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);
}

function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1;
}

function apiRoot(name: string, what: string) {
  return z
    .string()
    .refine(isApiRoot, { error: mustBe(name, `the http or https address of ${what}, such as http://127.0.0.1:8081`) })
    .transform((text) => text.replace(/\/+$/, ''))
    .optional();
}

function isRedisUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '';
}

function isSmtpUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '';
}

function isApiRoot(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.search === '' && url.hash === '';
}

function isWebOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return false;
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
}
