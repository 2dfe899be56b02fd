import { afterEach, expect, test, vi } from 'vitest';
import { UploadProblem, uploadFile } from './upload-file.ts';
import { chatPhrases } from './words.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A server that answers every upload with this. */
function answersWith(status: number, response: object | null) {
  vi.stubGlobal(
    'XMLHttpRequest',
    class {
      upload = {};
      status = status;
      response = response;
      onload = () => {};
      open() {}
      setRequestHeader() {}
      send() {
        this.onload();
      }
    },
  );
}

const upload = () =>
  uploadFile('/files', { file: new File(['a'], 'a.exe'), onProgress: () => {}, signal: new AbortController().signal });

test.each([413, 415, 429, 500, 503])(
  'a refusal with %i is said in words that exist in every language',
  async (status) => {
    answersWith(status, { message: 'In the server’s own words.' });
    const refused = await upload().catch((error: unknown) => error);
    if (!(refused instanceof UploadProblem)) throw new Error('It was taken');
    expect(chatPhrases).toContain(refused.message);
    expect(refused.status).toBe(status);
  },
);

test('what only staff can do wrong is said as the server says it', async () => {
  answersWith(403, { message: 'Your role does not allow this.' });
  await expect(upload()).rejects.toThrow('Your role does not allow this.');
});
