import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Env, EnvError, parseEnv } from './env.ts';

const defaults: Env = {
  port: 3000,
  host: '127.0.0.1',
  dataDir: path.resolve('data'),
  databaseUrl: undefined,
  redisUrl: undefined,
  publicUrl: undefined,
  owner: undefined,
  secret: undefined,
  telegramApiRoot: undefined,
  whatsappApiRoot: undefined,
  operatorBot: undefined,
  ai: undefined,
  mail: undefined,
  keepDays: 30,
  whatsappChromium: undefined,
  whatsappWebAccounts: 3,
  whatsappWebArgs: [],
  logLevel: 'info',
  nodeEnv: 'production',
  faultPoint: undefined,
  testClock: undefined,
};
const secret = 's'.repeat(32);

const accepted: readonly [string, Record<string, string | undefined>, Partial<Env>][] = [
  ['nothing', {}, {}],
  ['empty values', { PORT: '', HOST: ' ', DATABASE_URL: '', BATON_OWNER_EMAIL: '', LOG_LEVEL: undefined }, {}],
  ['a port', { PORT: '8080' }, { port: 8080 }],
  ['any free port', { PORT: '0' }, { port: 0 }],
  ['the highest port', { PORT: '65535' }, { port: 65_535 }],
  ['all addresses', { HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
  ['an IPv6 address', { HOST: '::1' }, { host: '::1' }],
  ['a relative folder', { DATA_DIR: 'here/data' }, { dataDir: path.resolve('here/data') }],
  ['an absolute folder', { DATA_DIR: '/srv/baton' }, { dataDir: path.resolve('/srv/baton') }],
  ['a database', { DATABASE_URL: 'postgres://u:p@db:5432/baton' }, { databaseUrl: 'postgres://u:p@db:5432/baton' }],
  [
    'Redis between processes',
    { DATABASE_URL: 'postgres://u:p@db:5432/baton', REDIS_URL: 'redis://cache:6379' },
    { databaseUrl: 'postgres://u:p@db:5432/baton', redisUrl: 'redis://cache:6379' },
  ],
  ['a public address', { PUBLIC_URL: 'https://chat.example.com/' }, { publicUrl: 'https://chat.example.com' }],
  ['a public address with a port', { PUBLIC_URL: 'http://localhost:3000' }, { publicUrl: 'http://localhost:3000' }],
  [
    'an owner',
    { BATON_OWNER_EMAIL: 'ada@example.com', BATON_OWNER_PASSWORD: 'ten-chars!' },
    { owner: { email: 'ada@example.com', password: 'ten-chars!' } },
  ],
  ['a secret', { BATON_SECRET: secret }, { secret }],
  ['a Bot API server', { TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/' }, { telegramApiRoot: 'http://127.0.0.1:8081' }],
  [
    'the operators’ bot',
    { TELEGRAM_BOT_TOKEN: `1:${'x'.repeat(35)}`, TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-16-or-more' },
    { operatorBot: { token: `1:${'x'.repeat(35)}`, webhookSecret: 'a-secret-of-16-or-more' } },
  ],
  ['days to keep', { BATON_KEEP_DAYS: '90' }, { keepDays: 90 }],
  ['a log level', { LOG_LEVEL: 'debug' }, { logLevel: 'debug' }],
  ['development', { NODE_ENV: 'development' }, { nodeEnv: 'development' }],
  [
    'a clock for a test',
    { NODE_ENV: 'test', BATON_TEST_CLOCK: '2027-03-28T00:30:00Z' },
    { nodeEnv: 'test', testClock: Date.parse('2027-03-28T00:30:00Z') },
  ],
  ['variables of others', { PATH: '/bin', DATABASE: '?' }, {}],
];

const refused: readonly [string, Record<string, string>, string[]][] = [
  [
    'a token of something else, unshown',
    { TELEGRAM_BOT_TOKEN: 'hunter2' },
    ['TELEGRAM_BOT_TOKEN is not a bot token: @BotFather’s look like 123456789:AAE….'],
  ],
  [
    'a webhook secret without a bot',
    { TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-16-or-more' },
    ['TELEGRAM_WEBHOOK_SECRET is set, but TELEGRAM_BOT_TOKEN is not: set the token of the operators’ bot too.'],
  ],
  ...['production', 'development', ''].map((NODE_ENV): [string, Record<string, string>, string[]] => [
    `a clock for a test in ${NODE_ENV || 'what is production by default'}`,
    { NODE_ENV, BATON_TEST_CLOCK: '2027-03-28T00:30:00Z' },
    ['BATON_TEST_CLOCK is set, but NODE_ENV is not test: it is for tests only. Unset it.'],
  ]),
  [
    'a clock that is no moment',
    { NODE_ENV: 'test', BATON_TEST_CLOCK: 'Monday' },
    ['BATON_TEST_CLOCK is "Monday", but must be a moment in UTC, such as 2027-03-28T00:30:00Z.'],
  ],
  ['a word as port', { PORT: 'abc' }, ['PORT is "abc", but must be a whole number from 0 (any free port) to 65535.']],
  [
    'a port too high',
    { PORT: '65536' },
    ['PORT is "65536", but must be a whole number from 0 (any free port) to 65535.'],
  ],
  ['a fraction', { PORT: '3000.5' }, ['PORT is "3000.5", but must be a whole number from 0 (any free port) to 65535.']],
  ['a negative port', { PORT: '-1' }, ['PORT is "-1", but must be a whole number from 0 (any free port) to 65535.']],
  [
    'an address as host',
    { HOST: 'http://localhost' },
    ['HOST is "http://localhost", but must be an address or a host name to listen on, such as 127.0.0.1 or 0.0.0.0.'],
  ],
  [
    'too few days',
    { BATON_KEEP_DAYS: '1' },
    ['BATON_KEEP_DAYS is "1", but must be a whole number of days from 8 to 9999.'],
  ],
  [
    'another cache, its password unshown',
    { DATABASE_URL: 'postgres://u:p@db:5432/baton', REDIS_URL: 'memcached://root:hunter2@cache' },
    ['REDIS_URL is not the address of a Redis server: it must look like redis://user:password@host:6379.'],
  ],
  [
    'Redis with nothing to share',
    { REDIS_URL: 'redis://cache:6379' },
    ['REDIS_URL is set, but DATABASE_URL is not: Redis carries news between processes that share a database.'],
  ],
  [
    'another database, its password unshown',
    { DATABASE_URL: 'mysql://root:hunter2@db/baton' },
    [
      'DATABASE_URL is not the address of a PostgreSQL database: it must look like postgresql://user:password@host:5432/database.',
    ],
  ],
  [
    'a public address with a path',
    { PUBLIC_URL: 'https://example.com/chat' },
    [
      'PUBLIC_URL is "https://example.com/chat", but must be an http or https address without a path, such as https://chat.example.com.',
    ],
  ],
  [
    'a bare domain',
    { PUBLIC_URL: 'example.com' },
    [
      'PUBLIC_URL is "example.com", but must be an http or https address without a path, such as https://chat.example.com.',
    ],
  ],
  [
    'an owner without a password',
    { BATON_OWNER_EMAIL: 'ada@example.com' },
    ["BATON_OWNER_EMAIL is set, but BATON_OWNER_PASSWORD is not: set both to make the owner's account, or neither."],
  ],
  [
    'an owner without an address',
    { BATON_OWNER_PASSWORD: 'ten-chars!' },
    ["BATON_OWNER_PASSWORD is set, but BATON_OWNER_EMAIL is not: set both to make the owner's account, or neither."],
  ],
  [
    'a wrong address and a short password, unshown',
    { BATON_OWNER_EMAIL: 'ada', BATON_OWNER_PASSWORD: 'hunter2' },
    [
      'BATON_OWNER_EMAIL is "ada", but must be an e-mail address.',
      'BATON_OWNER_PASSWORD has 7 characters, but must have at least 10.',
    ],
  ],
  ['a short secret', { BATON_SECRET: 'short' }, ['BATON_SECRET has 5 characters, but must have at least 32.']],
  [
    'an unknown log level',
    { LOG_LEVEL: 'loud' },
    ['LOG_LEVEL is "loud", but must be one of fatal, error, warn, info, debug, trace and silent.'],
  ],
  [
    'an unknown environment',
    { NODE_ENV: 'staging' },
    ['NODE_ENV is "staging", but must be one of development, production and test.'],
  ],
];

describe('parseEnv', () => {
  test.each(accepted)('reads %s', (_name, source, expected) => {
    expect(parseEnv(source)).toEqual({ ...defaults, ...expected });
  });

  test.each(refused)('refuses %s', (_name, source, problems) => {
    expect(problemsOf(source)).toEqual(problems);
  });

  test('names every wrong variable at once', () => {
    const problems = problemsOf({ PORT: 'x', NODE_ENV: 'x', BATON_OWNER_EMAIL: 'ada@example.com' });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['PORT', 'NODE_ENV', 'BATON_OWNER_EMAIL']);
  });

  test('gives an object that cannot be changed', () => {
    const env = parseEnv({ BATON_OWNER_EMAIL: 'ada@example.com', BATON_OWNER_PASSWORD: 'ten-chars!' });
    expect(Object.isFrozen(env)).toBe(true);
    expect(Object.isFrozen(env.owner)).toBe(true);
  });
});

function problemsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.problems;
    throw error;
  }
  return [];
}

describe('e-mail', () => {
  test('is sent by a server, from an address', () => {
    const set = { SMTP_URL: 'smtps://u:p@mail.example.com:465', MAIL_FROM: 'chat@example.com' };
    expect(parseEnv(set).mail).toEqual({ smtpUrl: set.SMTP_URL, from: set.MAIL_FROM });
    expect(parseEnv({}).mail).toBeUndefined();
  });

  test.each([
    [{ SMTP_URL: 'smtp://mail.example.com' }, /SMTP_URL is set, but MAIL_FROM is not/],
    [{ MAIL_FROM: 'chat@example.com' }, /MAIL_FROM is set, but SMTP_URL is not/],
    [
      { SMTP_URL: 'https://mail.example.com', MAIL_FROM: 'a@example.com' },
      /SMTP_URL is not the address of a mail server/,
    ],
    [{ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'Baton' }, /MAIL_FROM is "Baton", but must be/],
  ])('%j is refused with what to do', (env, problem) => {
    expect(() => parseEnv(env)).toThrow(problem);
  });
});

describe('the AI', () => {
  test('is asked at OpenAI with a key, or anywhere else with an address', () => {
    expect(parseEnv({ AI_MODEL: 'm', AI_API_KEY: 'k' }).ai).toEqual({ baseUrl: undefined, apiKey: 'k', model: 'm' });
    expect(parseEnv({ AI_MODEL: 'm', AI_BASE_URL: 'http://127.0.0.1:11434/v1' }).ai).toEqual({
      baseUrl: 'http://127.0.0.1:11434/v1',
      apiKey: undefined,
      model: 'm',
    });
    expect(parseEnv({}).ai).toBeUndefined();
  });

  test.each([
    [{ AI_MODEL: 'm' }, /neither AI_API_KEY .* nor AI_BASE_URL/],
    [{ AI_API_KEY: 'k' }, /AI_API_KEY is set, but AI_MODEL is not/],
    [{ AI_BASE_URL: 'http://127.0.0.1/v1' }, /AI_BASE_URL is set, but AI_MODEL is not/],
    [{ AI_MODEL: 'm', AI_BASE_URL: 'ollama' }, /AI_BASE_URL is "ollama", but must be/],
  ])('%j is refused with what to do', (env, problem) => {
    expect(() => parseEnv(env)).toThrow(problem);
  });
});
