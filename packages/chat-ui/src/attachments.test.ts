import type { FileFacts } from '@baton/engine';
import { describe, expect, it, vi } from 'vitest';
import { createAttachments } from './attachments.ts';
import { type Upload, UploadProblem } from './upload-file.ts';

const stored = (name: string): FileFacts => ({ fileId: name, name, mime: 'image/png', size: 3, media: 'image' });
const file = (name: string, type = 'application/pdf') => new File(['abc'], name, { type });

/** Uploads that end when the test says so. */
function setUp() {
  const uploads: (Upload & { done: (file: FileFacts) => void; fail: (error: unknown) => void })[] = [];
  const attachments = createAttachments({
    upload: (upload) =>
      new Promise((done, fail) => {
        uploads.push({ ...upload, done, fail });
      }),
  });
  const kinds = () => attachments.list().map(({ name, state }) => `${name} ${state.kind}`);
  return { attachments, uploads, kinds };
}

describe('attachments', () => {
  it('are uploaded at once, and taken in the order in which they were chosen', async () => {
    const { attachments, uploads, kinds } = setUp();
    attachments.add([file('a'), file('b')]);
    uploads[0]?.onProgress(0.5);
    expect(attachments.list()[0]?.state).toEqual({ kind: 'uploading', progress: 0.5 });
    uploads[1]?.done(stored('b'));
    await vi.waitFor(() => expect(kinds()).toEqual(['a uploading', 'b ready']));
    uploads[0]?.done(stored('a'));
    await vi.waitFor(() => expect(kinds()).toEqual(['a ready', 'b ready']));
    expect(attachments.take().map(({ name }) => name)).toEqual(['a', 'b']);
    expect(kinds()).toEqual([]);
  });

  it('that failed say why, and are tried again where that may help', async () => {
    const { attachments, uploads, kinds } = setUp();
    attachments.add([file('a'), file('b')]);
    uploads[0]?.fail(new UploadProblem('The line broke.', 0));
    uploads[1]?.fail(new UploadProblem('Too large.', 413));
    await vi.waitFor(() => expect(kinds()).toEqual(['a failed', 'b failed']));
    expect(attachments.list().map(({ state }) => state)).toEqual([
      { kind: 'failed', problem: 'The line broke.', status: 0, final: false },
      { kind: 'failed', problem: 'Too large.', status: 413, final: true },
    ]);
    expect(attachments.take()).toEqual([]);
    attachments.retry('a1');
    uploads[2]?.done(stored('a'));
    await vi.waitFor(() => expect(kinds()).toEqual(['a ready', 'b failed']));
  });

  it('that are removed are not uploaded any further', () => {
    const { attachments, uploads, kinds } = setUp();
    attachments.add([file('a')]);
    attachments.remove('a1');
    expect(uploads[0]?.signal.aborted).toBe(true);
    expect(kinds()).toEqual([]);
  });

  it('are ten at most', () => {
    const { attachments, uploads } = setUp();
    attachments.add(Array.from({ length: 15 }, (_, index) => file(String(index))));
    expect(attachments.list()).toHaveLength(10);
    expect(uploads).toHaveLength(10);
  });

  it('come back when the message was refused', () => {
    const { attachments } = setUp();
    attachments.restore(stored('a'));
    expect(attachments.take()).toEqual([stored('a')]);
  });
});
