import { randomBytes, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { type FileFacts, fileFactsSchema } from '@baton/engine';
import { buildFlow, greetingFlow, pdf, png } from '@baton/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { MAX_FILE_BYTES } from '../files/create-files.ts';
import { makeForeignWorkspace } from '../testing/foreign-workspace.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { runtime, client, database, signedIn } = await startTestRuntime({ owner });
const staff = await signedIn(owner);
const workspace = await database.prisma.workspace.findFirstOrThrow();
const workspaceId = workspace.id;
const website = randomUUID();

interface Visitor {
  readonly headers: { readonly authorization: string };
  upload(bytes: Uint8Array, name?: string): ReturnType<typeof staff.upload>;
  /** Says a file; answers the conversation's id. */
  send(file: object, caption?: string): Promise<string>;
  link(fileId: string): ReturnType<typeof staff.send>;
}

const sessionSchema = z.object({ token: z.string() });
const snapshotSchema = z.object({ conversationId: z.string() });

async function visitor(channelId = website): Promise<Visitor> {
  const browser = client();
  const { token } = sessionSchema.parse((await browser.post(`/api/widget/${channelId}/session`, {})).body);
  const headers = { authorization: `Bearer ${token}` };
  const json = { ...headers, 'content-type': 'application/json' };
  return {
    headers,
    upload: (bytes, name = 'me.png') => browser.upload(`/api/widget/files?name=${name}`, bytes, headers),
    async send(file, caption) {
      const content = { kind: 'file', ...file, caption };
      const body = JSON.stringify({ clientId: randomUUID(), content });
      const answer = await browser.send('POST', '/api/widget/messages', body, json);
      if (answer.status !== 200) throw new Error(answer.text);
      return snapshotSchema.parse(answer.body).conversationId;
    },
    link: (fileId) => browser.send('GET', `/api/widget/files/${fileId}/link`, undefined, headers),
  };
}

beforeAll(async () => {
  const flowId = randomUUID();
  const document = greetingFlow();
  const version = { workspaceId, id: randomUUID(), flowId, number: 1, document, publishedById: 'somebody' };
  const { prisma } = database;
  await prisma.flow.create({
    data: { workspaceId, id: flowId, name: 'Greeting', draft: document, publishedVersionId: version.id },
  });
  await prisma.flowVersion.create({ data: version });
  await prisma.channel.create({
    data: { workspaceId, id: website, type: 'widget', name: 'Website', flowId, settings: {} },
  });
});

const fileOf = (answer: { body: unknown }) => fileFactsSchema.parse(answer.body);
const linkOf = (answer: { body: unknown }) =>
  z.object({ path: z.string(), expiresAt: z.iso.datetime() }).parse(answer.body);

describe('an upload of staff', () => {
  test('is kept, and comes back as it was, to be saved', async () => {
    const answer = await staff.upload('/api/files?name=Preis%20%E2%82%AC.pdf', pdf());
    expect(answer.status).toBe(201);
    const file = fileOf(answer);
    expect(file).toMatchObject({ name: 'Preis €.pdf', mime: 'application/pdf', size: pdf().length });
    const back = await staff.get(`/api/files/${file.fileId}`);
    expect(back.bytes.equals(pdf())).toBe(true);
    expect(back.headers.get('content-type')).toBe('application/pdf');
    expect(back.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''Preis%20%E2%82%AC.pdf/);
    expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    expect(back.headers.get('content-security-policy')).toContain('sandbox');
    expect(back.headers.get('cache-control')).toBe('private, max-age=300');
  });

  test('can be read in parts, as players do', async () => {
    const bytes = Buffer.concat([pdf(), randomBytes(600_000)]);
    const { fileId } = fileOf(await staff.upload('/api/files?name=a.pdf', bytes));
    const part = (range: string) => staff.send('GET', `/api/files/${fileId}`, undefined, { range });
    const middle = await part('bytes=262100-262200');
    expect(middle.status).toBe(206);
    expect(middle.headers.get('content-range')).toBe(`bytes 262100-262200/${bytes.length}`);
    expect(middle.bytes.equals(bytes.subarray(262100, 262201))).toBe(true);
    expect((await part('bytes=-5')).bytes.equals(bytes.subarray(-5))).toBe(true);
    expect((await part('bytes=600000-')).bytes.equals(bytes.subarray(600_000))).toBe(true);
    expect((await part('bytes=9000000-')).status).toBe(416);
    expect((await part('bytes=0-1,5-6')).bytes.length).toBe(bytes.length);
    expect((await part('nonsense')).status).toBe(200);
  });

  test.each<[string, Uint8Array, number, string]>([
    ['page.html', Buffer.from('<script>alert(1)</script>'), 415, 'UNSUPPORTED_FILE'],
    ['a.svg', Buffer.from('<svg onload="alert(1)"/>'), 415, 'UNSUPPORTED_FILE'],
    ['large.bin', Buffer.alloc(900_000, 'x'), 415, 'UNSUPPORTED_FILE'],
    ['nothing.txt', Buffer.alloc(0), 400, 'BAD_REQUEST'],
    ['large.pdf', Buffer.concat([pdf(), Buffer.alloc(MAX_FILE_BYTES)]), 413, 'PAYLOAD_TOO_LARGE'],
  ])('%s is refused with a sentence, and nothing is kept', async (name, bytes, status, code) => {
    const before = await database.prisma.file.count();
    const answer = await staff.upload(`/api/files?name=${name}`, bytes);
    expect(errorOf(answer)).toMatchObject({ status, code });
    expect(await database.prisma.file.count()).toBe(before);
    expect((await staff.get('/api/session')).status).toBe(200);
  });

  test('that breaks off leaves nothing', async () => {
    const before = await database.prisma.file.count();
    const socket = connect(runtime.port, '127.0.0.1');
    const head = [
      'POST /api/files?name=a.pdf HTTP/1.1',
      'Host: localhost',
      `Cookie: ${staff.cookies}`,
      'Content-Type: application/octet-stream',
      'Content-Length: 5000000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(Buffer.concat([pdf(), Buffer.alloc(800_000)]));
    await expect.poll(() => database.prisma.fileChunk.count({ where: { file: { size: null } } })).toBeGreaterThan(0);
    socket.destroy();
    await expect.poll(() => database.prisma.file.count()).toBe(before);
  });

  test('for a flow is kept with the workspace, and an agent can’t make one', async () => {
    const { fileId } = fileOf(await staff.upload('/api/files?name=a.png&for=flow', png(2, 2)));
    const stored = await database.prisma.file.findFirstOrThrow({ where: { id: fileId } });
    expect(stored).toMatchObject({ shared: true, conversationId: null });
    await database.prisma.member.updateMany({ where: { workspaceId }, data: { role: 'agent' } });
    const refused = await staff.upload('/api/files?name=a.png&for=flow', png(2, 2));
    await database.prisma.member.updateMany({ where: { workspaceId }, data: { role: 'owner' } });
    expect(errorOf(refused)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('who may not', () => {
  test('nobody reads or sends files without a session, or from a page of another site', async () => {
    const { fileId } = fileOf(await staff.upload('/api/files?name=a.pdf', pdf()));
    expect(errorOf(await client().get(`/api/files/${fileId}`))).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(errorOf(await client().upload('/api/files?name=a.pdf', pdf()))).toMatchObject({ code: 'UNAUTHORIZED' });
    const elsewhere = await staff.upload('/api/files?name=a.pdf', pdf(), { origin: 'https://evil.example' });
    expect(errorOf(elsewhere)).toMatchObject({ code: 'FORBIDDEN' });
    const stranger = await client().upload('/api/widget/files?name=a.pdf', pdf(), {});
    expect(errorOf(stranger)).toMatchObject({ code: 'UNAUTHORIZED' });
    const wrong = await client().upload('/api/widget/files?name=a.pdf', pdf(), { authorization: 'Bearer x' });
    expect(errorOf(wrong)).toMatchObject({ code: 'INVALID_TOKEN' });
  });

  test('a file of another workspace is not there', async () => {
    const foreign = await makeForeignWorkspace(database);
    const fileId = randomUUID();
    await database.prisma.file.create({
      data: {
        workspaceId: foreign.workspaceId,
        id: fileId,
        name: 'secret.pdf',
        mime: 'application/pdf',
        media: 'document',
        size: 6,
        uploadedBy: `user:${foreign.userId}`,
        chunks: { create: { number: 0, bytes: Buffer.from('secret') } },
      },
    });
    const answer = await staff.get(`/api/files/${fileId}`);
    expect(errorOf(answer)).toMatchObject({ code: 'NOT_FOUND' });
    expect(answer.text).not.toContain('secret');
    expect(errorOf(await (await visitor()).link(fileId))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('a file that a question asks for is opened from the submission', async () => {
  const document = buildFlow()
    .step('photo', 'question', { text: 'A photo, please', answerType: 'file' })
    .step('thanks', 'end', { text: 'We have <<photo>>.' })
    .document();
  const made = z
    .object({ id: z.string(), revision: z.int() })
    .parse((await staff.post('/api/flows', { name: 'Photo', document })).body);
  expect((await staff.post(`/api/flows/${made.id}/publish`, { revision: made.revision })).status).toBe(200);
  const channelId = randomUUID();
  await database.prisma.channel.create({
    data: { workspaceId, id: channelId, type: 'widget', name: 'Photos', flowId: made.id, settings: {} },
  });
  const anna = await visitor(channelId);
  // The first message begins the flow; the second is the answer.
  await anna.send(fileOf(await anna.upload(png(2, 2))));
  const file = fileOf(await anna.upload(png(3, 3), 'hair.png'));
  const id = await anna.send(file);
  const detail = await staff.get(`/api/conversations/${id}`);
  const { submissions } = z.object({ submissions: z.array(z.object({ answers: z.unknown() })) }).parse(detail.body);
  expect(submissions).toEqual([
    {
      answers: [
        { nodeId: 'photo', label: 'Photo', value: 'hair.png', file: { fileId: file.fileId, name: 'hair.png' } },
      ],
    },
  ]);
  expect((await staff.get(`/api/files/${file.fileId}`)).bytes.equals(png(3, 3))).toBe(true);
});

describe('a file that a flow sends', () => {
  const flowSchema = z.object({ id: z.string(), revision: z.int() });

  /** A flow that sends the file, and what publishing it was answered with. */
  async function publish(file: FileFacts) {
    const document = buildFlow()
      .step('price-list', 'message', { text: 'Our prices', file })
      .step('bye', 'end')
      .document();
    const made = await staff.post('/api/flows', { name: `Prices ${randomUUID()}`, document });
    const { id, revision } = flowSchema.parse(made.body);
    return { id, published: await staff.post(`/api/flows/${id}/publish`, { revision }) };
  }

  test('reaches every visitor, and stays with the flow', async () => {
    const file = fileOf(await staff.upload('/api/files?name=Prices.pdf&for=flow', pdf()));
    const { id, published } = await publish(file);
    expect(published.status).toBe(200);
    const channelId = randomUUID();
    await database.prisma.channel.create({
      data: { workspaceId, id: channelId, type: 'widget', name: 'Prices', flowId: id, settings: {} },
    });
    for (const anybody of [await visitor(channelId), await visitor(channelId)]) {
      await anybody.send(fileOf(await anybody.upload(png(2, 2))));
      await expect.poll(async () => (await anybody.link(file.fileId)).status).toBe(200);
      const { path } = linkOf(await anybody.link(file.fileId));
      expect((await client().send('GET', path, undefined, {})).bytes.equals(pdf())).toBe(true);
    }
    const sent = await database.prisma.message.findMany({
      where: { workspaceId, content: { path: ['fileId'], equals: file.fileId } },
    });
    expect(sent.map(({ content }) => content)).toEqual(Array(2).fill({ kind: 'file', ...file, caption: 'Our prices' }));
    expect(await database.prisma.file.findFirst({ where: { id: file.fileId } })).toMatchObject({
      conversationId: null,
    });
  });

  test('must be stored for flows: publishing says which node lacks it', async () => {
    const own = fileOf(await staff.upload('/api/files?name=Prices.pdf', pdf()));
    for (const file of [own, { ...own, fileId: randomUUID() }]) {
      const { published } = await publish(file);
      expect(errorOf(published)).toMatchObject({ code: 'FLOW_HAS_ERRORS' });
      expect(published.text).toContain('Add the file of “price-list” again: “Prices.pdf” is not stored here.');
    }
  });
});

describe('a visitor', () => {
  test('sends a picture, which staff see and nobody else does', async () => {
    const anna = await visitor();
    const file = fileOf(await anna.upload(png(40, 30)));
    expect(file).toMatchObject({ media: 'image', width: 40, height: 30 });
    const conversationId = await anna.send({ ...file, mime: 'text/html', name: '../evil.html', size: 1 }, 'My hair');
    // What the browser said about the file is not believed.
    const { content } = await database.prisma.message.findFirstOrThrow({
      where: { conversationId, author: { path: ['kind'], equals: 'customer' } },
    });
    expect(content).toEqual({ kind: 'file', ...file, caption: 'My hair' });
    expect(await database.prisma.file.findFirst({ where: { id: file.fileId } })).toMatchObject({ conversationId });
    expect((await staff.get(`/api/files/${file.fileId}`)).bytes.equals(png(40, 30))).toBe(true);

    const { path, expiresAt } = linkOf(await anna.link(file.fileId));
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    const loaded = await client().send('GET', path, undefined, {});
    expect(loaded.bytes.equals(png(40, 30))).toBe(true);
    expect(loaded.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(loaded.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(errorOf(await client().get(`${path}x`))).toMatchObject({ code: 'INVALID_TOKEN' });
    expect(errorOf(await (await visitor()).link(file.fileId))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('can’t send a file that is somebody else’s', async () => {
    const [anna, eve] = [await visitor(), await visitor()];
    const file = fileOf(await anna.upload(pdf(), 'a.pdf'));
    await expect(eve.send(file)).rejects.toThrow('NOT_FOUND');
    const own = fileOf(await staff.upload('/api/files?name=a.pdf', pdf()));
    await expect(eve.send(own)).rejects.toThrow('NOT_FOUND');
    await expect(eve.send({ ...file, fileId: randomUUID() })).rejects.toThrow('NOT_FOUND');
  });

  test('gets the file that a person answers with, and nobody else gets it', async () => {
    const [anna, eve] = [await visitor(), await visitor()];
    const id = await anna.send(fileOf(await anna.upload(png(2, 2))));
    const { fileId } = fileOf(await staff.upload('/api/files?name=Offer.pdf', pdf()));
    expect(errorOf(await anna.link(fileId))).toMatchObject({ code: 'NOT_FOUND' });
    const reply = { commandId: randomUUID(), clientId: 'c1', text: 'Our offer', fileId };
    expect((await staff.post(`/api/conversations/${id}/reply`, reply)).status).toBe(200);
    const { path } = linkOf(await anna.link(fileId));
    expect((await client().send('GET', path, undefined, {})).bytes.equals(pdf())).toBe(true);
    expect(errorOf(await eve.link(fileId))).toMatchObject({ code: 'NOT_FOUND' });

    // What was sent to Anna is hers.
    const other = await eve.send(fileOf(await eve.upload(png(3, 3))));
    const again = { ...reply, commandId: randomUUID(), clientId: 'c2' };
    expect(errorOf(await staff.post(`/api/conversations/${other}/reply`, again))).toMatchObject({ code: 'NOT_FOUND' });
    const nothing = { commandId: randomUUID(), clientId: 'c3', text: ' ' };
    expect(errorOf(await staff.post(`/api/conversations/${id}/reply`, nothing))).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('is erased with what they sent', async () => {
    const anna = await visitor();
    const { fileId } = fileOf(await anna.upload(png(2, 2)));
    const conversationId = await anna.send({ fileId, name: 'x', mime: 'x', size: 1, media: 'image' });
    await database.prisma.conversation.deleteMany({ where: { workspaceId, id: conversationId } });
    expect(await database.prisma.file.count({ where: { id: fileId } })).toBe(0);
    expect(await database.prisma.fileChunk.count({ where: { fileId } })).toBe(0);
  });

  test('can’t fill the disk: uploads are counted', async () => {
    const anna = await visitor();
    const answers = await Promise.all(Array.from({ length: 41 }, () => anna.upload(png(1, 1))));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});
