import { expect, test } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const secret = 's'.repeat(32);
const channel = { workspaceId: 'w', channelId: 'c' };
const box = createSecretBox(secret);

test('what was sealed opens again, also in another process with the same secret', () => {
  const sealed = box.seal(channel, { token: '1:abc é' });
  expect(sealed).not.toContain('abc');
  expect(createSecretBox(secret).open(channel, sealed)).toEqual({ token: '1:abc é' });
  expect(box.seal(channel, { token: '1:abc é' })).not.toBe(sealed);
});

test.each([
  ['another channel', () => box.open({ ...channel, channelId: 'd' }, box.seal(channel, { token: 'x' }))],
  ['another workspace', () => box.open({ ...channel, workspaceId: 'v' }, box.seal(channel, { token: 'x' }))],
  ['another secret', () => createSecretBox('t'.repeat(32)).open(channel, box.seal(channel, { token: 'x' }))],
  [
    'a changed text',
    // Not its last letter: some of that one's bits stand for nothing.
    () =>
      box.open(
        channel,
        box.seal(channel, { token: 'x' }).replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
      ),
  ],
  ['a cut text', () => box.open(channel, box.seal(channel, { token: 'x' }).slice(0, 30))],
  ['nothing', () => box.open(channel, '')],
])('it does not open for %s', (_title, open) => {
  expect(open).toThrow();
});

test('a webhook’s secret is one that providers take, and belongs to one version of one connection', () => {
  const all = [
    box.webhookSecret(channel, 1),
    box.webhookSecret(channel, 2),
    box.webhookSecret({ ...channel, channelId: 'd' }, 1),
    createSecretBox('t'.repeat(32)).webhookSecret(channel, 1),
  ];
  expect(new Set(all).size).toBe(4);
  expect(box.webhookSecret(channel, 1)).toBe(all[0]);
  for (const each of all) expect(each).toMatch(/^[\w-]{32,256}$/);
});
