import { describe, expect, test } from 'vitest';
import { createVisitorTokens } from './visitor-token.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const visitor = { workspaceId: 'w1', channelId: 'c1', address: 'v1' };
const at = Date.parse('2027-03-01T12:00:00Z');

describe('a visitor’s token', () => {
  const tokens = createVisitorTokens('s'.repeat(32));

  test('says who they are, each time', async () => {
    const token = await tokens.mint(visitor, at);
    expect([await tokens.read(token, at), await tokens.read(token, at + DAY_MS)]).toEqual(
      Array(2).fill({ visitor, identity: null }),
    );
  });

  test('ends when its time is over, also where it was good before', async () => {
    const identity = { id: 'customer-1' };
    const token = await tokens.mint(visitor, at, identity);
    expect(await tokens.read(token, at + DAY_MS - 1000)).toMatchObject({ visitor });
    expect(await tokens.read(token, at + DAY_MS)).toBeNull();
  });

  test('is good as it is only, also where it was good before', async () => {
    const token = await tokens.mint(visitor, at);
    expect(await tokens.verify(token, at)).toEqual(visitor);
    const [header, , signature] = token.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'v2', ...visitor, exp: at })).toString('base64url');
    for (const changed of [`${header}.${claims}.${signature}`, `${token}x`, token.slice(0, -1)]) {
      expect(await tokens.verify(changed, at)).toBeNull();
    }
    expect(await createVisitorTokens('t'.repeat(32)).verify(token, at)).toBeNull();
  });
});
