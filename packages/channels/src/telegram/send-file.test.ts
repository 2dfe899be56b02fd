import type { FileFacts } from '@baton/engine';
import { expect, test } from 'vitest';
import { methodFor } from './send-file.ts';

const file = (mime: string, media: FileFacts['media'], more: Partial<FileFacts> = {}): FileFacts => ({
  fileId: 'f',
  name: 'x',
  mime,
  media,
  size: 1000,
  ...more,
});

test.each<[string, FileFacts]>([
  ['photo', file('image/jpeg', 'image', { width: 4000, height: 3000 })],
  ['photo', file('image/webp', 'image')],
  ['document', file('image/jpeg', 'image', { size: 10_000_001 })],
  ['document', file('image/png', 'image', { width: 9000, height: 1001 })],
  ['document', file('image/png', 'image', { width: 2001, height: 100 })],
  ['document', file('image/avif', 'image')],
  ['animation', file('image/gif', 'image')],
  ['video', file('video/mp4', 'video')],
  ['document', file('video/webm', 'video')],
  ['audio', file('audio/mpeg', 'audio')],
  ['document', file('audio/wav', 'audio')],
  ['voice', file('audio/ogg', 'voice')],
  ['document', file('audio/ogg', 'audio')],
  ['document', file('audio/wav', 'voice')],
  ['sticker', file('image/webp', 'sticker')],
  ['photo', file('image/png', 'sticker')],
  ['document', file('application/pdf', 'document')],
])('%s: %j', (method, sent) => {
  expect(methodFor(sent)).toBe(method);
});
