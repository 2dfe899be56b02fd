import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { AttachmentTray } from './attachment-tray.tsx';
import { createAttachments } from './attachments.ts';
import { UploadProblem } from './upload-file.ts';
import { WordsProvider } from './words.ts';

afterEach(cleanup);

test.each([
  [413, '⟦Larger than 20 MB. Choose a smaller file.⟧'],
  [415, '⟦This kind of file can’t be sent. Pictures, sound, video, PDF, office documents, text and ZIP can.⟧'],
  [429, '⟦Too many requests. Wait a moment, then try again.⟧'],
  [503, '⟦It could not be sent. Check your connection, then try again.⟧'],
])('a file that is refused with %i: why is said in the reader’s language', async (status, words) => {
  const attachments = createAttachments({
    upload: () => Promise.reject(new UploadProblem('The server’s own.', status)),
  });
  const marked = new Proxy<Record<string, string>>({}, { get: (_, phrase) => `⟦${String(phrase)}⟧` });
  render(
    <WordsProvider value={marked}>
      <AttachmentTray attachments={attachments} />
    </WordsProvider>,
  );
  attachments.add([new File(['a'], 'a.exe')]);
  expect((await screen.findByRole('alert')).textContent).toContain(words);
});
