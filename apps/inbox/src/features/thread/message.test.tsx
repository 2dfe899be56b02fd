import { type FileSource, FileSourceProvider, MediaViewsProvider } from '@baton/chat-ui';
import { mediaViews } from '@baton/chat-ui/media';
import type { TranscriptEntry } from '@baton/contracts';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Message } from './message.tsx';

afterEach(cleanup);

const files: FileSource = { urlOf: (fileId) => `/api/files/${fileId}` };
const file = { kind: 'file', fileId: 'f1', size: 2_000 } as const;

/** What a customer has sent, as staff see it. */
function show(content: TranscriptEntry['content']): void {
  const entry = {
    seq: 1,
    author: { kind: 'customer' },
    content,
    at: '2026-01-01T09:00:00.000Z',
    delivery: null,
    clientId: null,
  } as const;
  render(
    <MediaViewsProvider value={mediaViews}>
      <FileSourceProvider value={files}>
        <Message
          entries={[entry]}
          index={0}
          entry={entry}
          first
          last
          customer="Nora"
          me="ada"
          onResend={() => undefined}
          resending={false}
        />
      </FileSourceProvider>
    </MediaViewsProvider>,
  );
}

it('a sticker is a picture', () => {
  show({ ...file, name: 'sticker.webp', mime: 'image/webp', media: 'sticker', width: 512, height: 512 });
  expect(screen.getByRole('img', { name: /sticker/i }).getAttribute('src')).toBe('/api/files/f1');
});

it('a sticker that moves is played', () => {
  show({ ...file, name: 'sticker.webm', mime: 'video/webm', media: 'sticker', width: 512, height: 512 });
  expect(screen.getByLabelText(/sticker/i).getAttribute('src')).toBe('/api/files/f1');
});

it('a voice message can be listened to', () => {
  show({ ...file, name: 'voice.ogg', mime: 'audio/ogg', media: 'voice', duration: 3 });
  const player = screen.getByLabelText(/voice/i);
  expect(player.tagName).toBe('AUDIO');
  expect(player.getAttribute('src')).toBe('/api/files/f1');
});

it('a place has its name, its address and a link to the map', () => {
  show({ kind: 'location', latitude: 48.2, longitude: 16.37, name: 'Café', address: 'Ring 1' });
  expect(screen.getByText('Café')).toBeDefined();
  expect(screen.getByText('Ring 1')).toBeDefined();
  expect(screen.getByRole('link').getAttribute('href')).toContain('mlat=48.2&mlon=16.37');
});

it('somebody’s card has their number, to call', () => {
  show({ kind: 'contact', name: 'Ben Rossi', phones: ['+43 1 234'], emails: [], own: false });
  expect(screen.getByText('Ben Rossi')).toBeDefined();
  expect(screen.getByRole('link', { name: '+43 1 234' }).getAttribute('href')).toBe('tel:+431234');
});
