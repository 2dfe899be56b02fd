import { channelDefinitions } from '@baton/channels/definitions';
import { expect, test } from 'vitest';
import { ChannelIcon } from './channel-icon.tsx';

test('every channel type has its icon', () => {
  const drawn = Object.keys(channelDefinitions).map((type) => ChannelIcon({ type }).type);
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(ChannelIcon({ type: 'unknown' }).type).toBe(ChannelIcon({ type: 'widget' }).type);
});
