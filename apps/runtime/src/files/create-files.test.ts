import { randomBytes, randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { gif, greetingFlow, inParts, jpegHeldSideways, pdf, png, zipOf } from '@baton/testing';
import { describe, expect, test } from 'vitest';
import { createTestServices } from '../conversations/testing/create-test-service.ts';
import { sweepFiles } from '../db/files.ts';
import { createFiles, MAX_FILE_BYTES, type NewFile } from './create-files.ts';

const services = await createTestServices();
const { database, workspace } = services;
const { workspaceId } = await workspace(greetingFlow());
const files = createFiles(database);

function store(bytes: Uint8Array, more: Partial<NewFile> = {}) {
  return files.store({ workspaceId, uploadedBy: 'user:ana', name: null, bytes: inParts(bytes, 1000), ...more });
}

async function stored(bytes: Uint8Array, more: Partial<NewFile> = {}) {
  const result = await store(bytes, more);
  if (result.status !== 'stored') throw new Error(`It was refused: ${result.reason}`);
  return result.file;
}

async function bytesOf(fileId: string, start?: number, end?: number): Promise<Buffer> {
  const open = await files.open({ workspaceId, fileId });
  if (!open) throw new Error('There is no such file');
  return buffer(open.bytes(start, end));
}

describe('what comes back is what went in', () => {
  const piece = 256 * 1024;
  test.each([1, 999, piece - 1, piece, piece + 1, 3 * piece, 1_000_003])('%i bytes', async (size) => {
    const bytes = randomBytes(size);
    const file = await stored(bytes, { anything: true });
    expect(file.size).toBe(size);
    expect((await bytesOf(file.fileId)).equals(bytes)).toBe(true);
  });

  test.each([
    [0, 10],
    [piece - 5, piece + 5],
    [piece, 2 * piece],
    [5, 700_000],
    [699_999, 700_000],
  ])('from %i to before %i', async (start, end) => {
    const bytes = randomBytes(700_000);
    const { fileId } = await stored(bytes, { anything: true });
    expect((await bytesOf(fileId, start, end)).equals(bytes.subarray(start, end))).toBe(true);
  });
});

describe('what it is, its bytes tell', () => {
  test.each<[string, Buffer, string, object]>([
    ['a picture', png(40, 30), 'me.png', { mime: 'image/png', media: 'image', name: 'me.png', width: 40, height: 30 }],
    ['a picture called something else', png(4, 3), 'bill.pdf', { mime: 'image/png', name: 'bill.pdf.png' }],
    ['a camera held sideways', jpegHeldSideways(40, 30), 'a.JPEG', { name: 'a.JPEG', width: 30, height: 40 }],
    ['a moving picture', gif(), '', { mime: 'image/gif', media: 'image', name: 'photo.gif' }],
    ['a PDF', pdf(), 'Price list.pdf', { mime: 'application/pdf', media: 'document', name: 'Price list.pdf' }],
    ['a PDF that hides', pdf(), 'run.exe', { mime: 'application/pdf', name: 'run.exe.pdf' }],
    ['a text', Buffer.from('Grüße'), 'notes.txt', { mime: 'text/plain', media: 'document', name: 'notes.txt' }],
    ['a table', Buffer.from('a;b\n1;2'), 'T.CSV', { mime: 'text/csv', name: 'T.CSV' }],
    [
      'a letter',
      zipOf('word/document.xml'),
      'a.docx',
      { mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', name: 'a.docx' },
    ],
  ])('%s', async (_, bytes, name, expected) => {
    expect(await stored(bytes, { name })).toMatchObject(expected);
  });

  test.each<[string, Buffer, string]>([
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), 'page.html'],
    ['a drawing with script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'a.svg'],
    ['a drawing that says it is XML', Buffer.from('<?xml version="1.0"?><svg/>'), 'a.txt'],
    ['a program', Buffer.concat([Buffer.from('MZ'), randomBytes(400)]), 'setup.exe'],
    ['a program called text', Buffer.from('\x7fELF\0\0\0'), 'readme.txt'],
    ['noise called text', Buffer.from([0xff, 0xfe, 0xfd, 1, 2]), 'readme.txt'],
    ['noise without a name', Buffer.from('hello'), ''],
  ])('%s is refused where people upload', async (_, bytes, name) => {
    expect(await store(bytes, { name })).toEqual({ status: 'refused', reason: 'not_allowed' });
    // A provider's file is kept, but nothing will ever show it.
    expect(await stored(bytes, { name, anything: true })).toMatchObject({ mime: 'application/octet-stream' });
  });

  test('a recorded sound is a voice message, and a picture can be a sticker', async () => {
    const ogg = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead'), Buffer.alloc(40)]);
    expect(await stored(ogg, { media: 'voice', duration: 3.2 })).toMatchObject({ media: 'voice', duration: 3.2 });
    expect(await stored(png(5, 5), { media: 'sticker' })).toMatchObject({ media: 'sticker', width: 5 });
    expect(await stored(pdf(), { media: 'sticker' })).toMatchObject({ media: 'document' });
  });
});

describe('a name is safe to save under', () => {
  test.each([
    ['../../etc/passwd.pdf', '_.._etc_passwd.pdf'],
    ['C:\\x\\y.pdf', 'C__x_y.pdf'],
    ['a\u0000b\r\n"c".pdf', 'ab_c_.pdf'],
    // Shown as "cod.pdf" by what turns the direction of writing.
    ['\u202Efdp.doc', 'fdp.doc.pdf'],
    ['<img src=x onerror=alert(1)>.pdf', '_img src=x onerror=alert(1)_.pdf'],
    ['', 'file.pdf'],
    ['...', 'file.pdf'],
    ['.pdf', 'pdf.pdf'],
    [`${'я'.repeat(200)}.pdf`, `${'я'.repeat(80)}.pdf`],
    ['Zoë 😀.PDF', 'Zoë 😀.PDF'],
  ])('%j becomes %j', async (name, safe) => {
    expect((await stored(pdf(), { name })).name).toBe(safe);
  });
});

describe('limits', () => {
  const count = () => database.prisma.fileChunk.count();

  test('nothing is no file', async () => {
    expect(await store(Buffer.alloc(0))).toEqual({ status: 'refused', reason: 'empty' });
  });

  test('20 MB are taken, one more byte is not, and nothing of it stays', async () => {
    const whole = Buffer.concat([pdf(), Buffer.alloc(MAX_FILE_BYTES - pdf().length)]);
    expect(await stored(whole, { bytes: inParts(whole, 100_000) })).toMatchObject({ size: MAX_FILE_BYTES });
    const before = await count();
    const more = Buffer.concat([whole, Buffer.from('x')]);
    expect(await store(more, { bytes: inParts(more, 100_000) })).toEqual({ status: 'refused', reason: 'too_large' });
    expect(await count()).toBe(before);
  });

  test('an upload that breaks off leaves nothing', async () => {
    async function* broken() {
      yield Buffer.concat([pdf(), randomBytes(600_000)]);
      throw new Error('The line broke');
    }
    const before = await count();
    await expect(store(Buffer.alloc(0), { bytes: broken() })).rejects.toThrow('The line broke');
    expect(await count()).toBe(before);
  });

  test('a file is its workspace’s, and is there once all its bytes are', async () => {
    const { fileId } = await stored(pdf());
    const foreign = await workspace(greetingFlow());
    expect(await files.open({ workspaceId: foreign.workspaceId, fileId })).toBeNull();
    expect(await files.open({ workspaceId, fileId: randomUUID() })).toBeNull();
    await database.prisma.file.update({ where: { workspaceId_id: { workspaceId, id: fileId } }, data: { size: null } });
    expect(await files.open({ workspaceId, fileId })).toBeNull();
  });

  test('a day after it was uploaded, it is swept without anybody asking', async () => {
    const service = services.service();
    const { fileId } = await stored(pdf());
    const there = () => files.open({ workspaceId, fileId });
    services.clock.advance(Date.now() + 23.5 * 60 * 60_000 - services.clock.now());
    await service.start();
    expect(await there()).not.toBeNull();
    services.clock.advance(60 * 60_000);
    await expect.poll(there).toBeNull();
  });

  test('what nobody sent is swept; what flows send is not', async () => {
    const old = await stored(pdf());
    const kept = await stored(pdf(), { shared: true });
    expect(await sweepFiles(database, new Date(Date.now() - 60_000))).toBe(0);
    expect(await sweepFiles(database, new Date(Date.now() + 60_000))).toBeGreaterThan(0);
    expect(await files.open({ workspaceId, fileId: old.fileId })).toBeNull();
    expect(await files.open({ workspaceId, fileId: kept.fileId })).not.toBeNull();
    expect((await bytesOf(kept.fileId)).equals(pdf())).toBe(true);
  });
});
