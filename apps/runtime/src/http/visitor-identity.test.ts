import { randomUUID } from 'node:crypto';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { database, client, signedIn } = await startTestRuntime({ owner });
const staff = await signedIn(owner);
const { id: channelId } = await database.prisma.channel.findFirstOrThrow();

const keySchema = z.object({ key: z.string().min(40), audience: z.string() });
const keyPath = `/api/channels/${channelId}/identity-key`;
const { key, audience } = keySchema.parse((await staff.get(keyPath)).body);
const sessionSchema = z.object({ token: z.string(), snapshot: z.object({ conversationId: z.string().nullable() }) });

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const page = {
  page: 'https://shop.example/cart',
  title: 'Your cart',
  referrer: '',
  language: 'de-AT',
  timeZone: 'Europe/Vienna',
};

interface Claims {
  sub?: string;
  name?: string;
  email?: string;
}
/** A JWT as a website makes it, unless something is changed. */
const sign = (claims: Claims, change: (jwt: SignJWT) => SignJWT = (jwt) => jwt, withKey = key) =>
  change(
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .setAudience(audience),
  ).sign(new TextEncoder().encode(withKey));
const ana = { sub: 'customer-7', name: 'Ana Lopez', email: 'ana@example.com' };

const session = (body: object) => client().post(`/api/widget/${channelId}/session`, body);
const begun = async (body: object) => {
  const answer = await session(body);
  expect(answer.status, answer.text).toBe(200);
  return sessionSchema.parse(answer.body);
};
const post = (token: string, path: string, body: object) =>
  client().send('POST', `/api/widget/${path}`, JSON.stringify(body), {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'user-agent': chrome,
  });
const start = async (token: string, visit?: object) => {
  const answer = await post(token, 'start', { commandId: randomUUID(), visit });
  expect(answer.status, answer.text).toBe(200);
  return z.object({ conversationId: z.string() }).parse(answer.body).conversationId;
};
const detail = async (id: string) => (await staff.get(`/api/conversations/${id}`)).body;

describe('a customer whom the website vouches for', () => {
  test('has a name, an e-mail address and a mark from the first message on, on every device', async () => {
    const { token } = await begun({ identity: await sign(ana), visit: page });
    const id = await start(token, page);
    expect(await detail(id)).toMatchObject({
      contact: { name: 'Ana Lopez' },
      contactDetail: {
        verifiedId: 'customer-7',
        attributes: expect.arrayContaining([
          { label: 'E-mail', value: 'ana@example.com' },
          { label: 'Page', value: 'https://shop.example/cart' },
          { label: 'Device', value: 'Chrome 131 on Windows 10, desktop' },
          { label: 'Time zone', value: 'Europe/Vienna' },
        ]),
      },
    });
    const elsewhere = await begun({ identity: await sign({ ...ana, name: 'Ana Maria Lopez' }) });
    expect(elsewhere.snapshot.conversationId).toBe(id);
    expect(await detail(id)).toMatchObject({ contact: { name: 'Ana Maria Lopez' } });
  });

  test('is never the visitor without a name that they were before', async () => {
    const visitor = await begun({});
    const anonymous = await start(visitor.token);
    const known = await begun({ token: visitor.token, identity: await sign({ sub: 'customer-8' }) });
    expect(known.snapshot.conversationId).toBeNull();
    expect(await start(known.token)).not.toBe(anonymous);
    expect(await detail(anonymous)).toMatchObject({ contactDetail: { verifiedId: null } });
  });

  test('is vouched for anew at each visit: the token alone begins no session', async () => {
    const { token } = await begun({ identity: await sign(ana) });
    expect(errorOf(await session({ token }))).toMatchObject({ code: 'INVALID_TOKEN', status: 403 });
  });
});

describe('an identity that is refused', () => {
  test.each<[string, () => Promise<string> | string]>([
    ['empty', () => ''],
    ['no JWT', () => 'customer-7'],
    ['unsigned', () => new UnsecuredJWT(ana).setIssuedAt().setExpirationTime('5m').setAudience(audience).encode()],
    ['signed with another key', () => sign(ana, undefined, 'k'.repeat(43))],
    ['expired', () => sign(ana, (jwt) => jwt.setExpirationTime(Math.floor(Date.now() / 1000) - 120))],
    [
      'without an end',
      () =>
        new SignJWT(ana)
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuedAt()
          .setAudience(audience)
          .sign(new TextEncoder().encode(key)),
    ],
    ['made long ago', () => sign(ana, (jwt) => jwt.setIssuedAt('-2d').setExpirationTime('2d'))],
    ['for another channel', () => sign(ana, (jwt) => jwt.setAudience(randomUUID()))],
    ['without a customer', () => sign({ name: 'Nobody' })],
    [
      'of another algorithm',
      () =>
        new SignJWT(ana)
          .setProtectedHeader({ alg: 'HS512' })
          .setIssuedAt()
          .setExpirationTime('5m')
          .setAudience(audience)
          .sign(new TextEncoder().encode(key.repeat(2))),
    ],
  ])('%s', async (_name, make) => {
    const answer = errorOf(await session({ identity: await make() }));
    expect(answer).toMatchObject({ code: 'INVALID_IDENTITY', status: 403 });
  });

  test('signed with the key before the present one', async () => {
    const old = await sign(ana);
    const renewed = keySchema.parse((await staff.post(keyPath)).body);
    expect(renewed.key).not.toBe(key);
    expect(errorOf(await session({ identity: old })).code).toBe('INVALID_IDENTITY');
    await begun({ identity: await sign(ana, undefined, renewed.key) });
  });
});

test('a chat for signed-in customers takes nobody else', async () => {
  const visitor = await begun({});
  await staff.request('PATCH', `/api/channels/${channelId}`, { settings: { signedInOnly: true } });
  expect(errorOf(await session({}))).toMatchObject({ code: 'IDENTITY_REQUIRED', status: 403 });
  expect(errorOf(await session({ token: visitor.token })).code).toBe('IDENTITY_REQUIRED');
  const fresh = keySchema.parse((await staff.get(keyPath)).body);
  await begun({ identity: await sign(ana, undefined, fresh.key) });
  await staff.request('PATCH', `/api/channels/${channelId}`, { settings: { signedInOnly: false } });
});

test('where a visitor is follows them, and what a browser hides is not made up', async () => {
  const { token } = await begun({ visit: page });
  const id = await start(token);
  expect(await detail(id)).toMatchObject({ contactDetail: { verifiedId: null, attributes: [] } });
  const content = { kind: 'text', text: 'Hello' };
  await post(token, 'messages', { clientId: randomUUID(), content, visit: { page: 'https://shop.example/pay' } });
  expect(await detail(id)).toMatchObject({
    contactDetail: {
      attributes: [
        { label: 'Page', value: 'https://shop.example/pay' },
        { label: 'Device', value: 'Chrome 131 on Windows 10, desktop' },
      ],
    },
  });
});
