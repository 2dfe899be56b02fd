import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeForeignWorkspace } from '../testing/foreign-workspace.ts';
import { owner, startTestRuntime } from '../testing/start-test-runtime.ts';
import { errorOf } from '../testing/test-client.ts';

const { database, signedIn } = await startTestRuntime({ owner });
const staff = await signedIn(owner);

const channelSchema = z.object({
  id: z.string(),
  flowId: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
});

async function firstChannel() {
  const [channel] = z.array(channelSchema).parse((await staff.get('/api/channels')).body);
  if (!channel) throw new Error('The new workspace has no channel');
  return channel;
}

describe('channels', () => {
  test('the first one greets for the workspace, and a new one gets the defaults of its type', async () => {
    const { flowId, settings } = await firstChannel();
    expect(settings).toMatchObject({ businessName: 'My workspace' });
    const answer = await staff.post('/api/channels', { type: 'widget', name: 'Second site', flowId });
    expect(answer.body).toMatchObject({ type: 'widget', name: 'Second site', flowId, settings: { position: 'right' } });
  });

  test('a change keeps the settings that it does not name', async () => {
    const { id } = await firstChannel();
    await staff.request('PATCH', `/api/channels/${id}`, { settings: { greeting: '<b>Ciao</b>' } });
    const answer = await staff.request('PATCH', `/api/channels/${id}`, {
      name: 'Shop',
      settings: { position: 'left' },
    });
    expect(answer.body).toMatchObject({ name: 'Shop', settings: { greeting: '<b>Ciao</b>', position: 'left' } });
  });

  test('changes at once do not undo each other', async () => {
    const { id } = await firstChannel();
    const changes = [{ greeting: 'One' }, { accent: '#112233' }, { scheme: 'dark' }, { poweredBy: false }];
    await Promise.all(changes.map((settings) => staff.request('PATCH', `/api/channels/${id}`, { settings })));
    expect((await firstChannel()).settings).toMatchObject(Object.assign({}, ...changes));
  });

  test.each([
    ['settings its type does not take', { settings: { accent: 'red; background: url(x)' } }, /accent/],
    ['an empty name', { name: '  ' }, /name/],
  ])('%s are refused by name, and nothing changes', async (_title, change, sentence) => {
    const before = await firstChannel();
    const answer = await staff.request('PATCH', `/api/channels/${before.id}`, change);
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
    expect(errorOf(answer).message).toMatch(sentence);
    expect(await firstChannel()).toEqual(before);
  });

  test.each(['carrier-pigeon', 'constructor', '__proto__'])('there is no type %s', async (type) => {
    const { flowId } = await firstChannel();
    const answer = await staff.post('/api/channels', { type, name: 'Odd', flowId });
    expect(errorOf(answer)).toMatchObject({ code: 'BAD_REQUEST' });
    expect(errorOf(answer).message).toContain(type);
  });

  test('one without a flow is answered all the same; what does it is in no list, and nobody’s to choose', async () => {
    const { id, flowId } = await firstChannel();
    const flowIds = async () =>
      z
        .array(z.object({ id: z.string() }))
        .parse((await staff.get('/api/flows')).body)
        .map((flow) => flow.id);
    const made = await staff.post('/api/channels', { type: 'widget', name: 'Bare', flowId: null });
    expect(made.body).toMatchObject({ name: 'Bare', flowId: null });
    expect((await staff.request('PATCH', `/api/channels/${id}`, { name: 'Shop', flowId: null })).body).toMatchObject({
      flowId: null,
    });
    const config = await staff.get(`/api/widget/${id}/config`);
    expect([config.status, config.body]).toEqual([200, expect.objectContaining({ headset: true })]);
    expect(await flowIds()).toEqual([flowId]);
    expect(errorOf(await staff.request('PATCH', `/api/channels/${id}`, { flowId: 'no-flow' })).code).toBe('NOT_FOUND');
    await staff.request('PATCH', `/api/channels/${id}`, { flowId });
    expect((await firstChannel()).flowId).toBe(flowId);
  });

  test('a flow of somebody else is not there to choose', async () => {
    const foreign = await makeForeignWorkspace(database);
    const { id } = await firstChannel();
    const answer = await staff.request('PATCH', `/api/channels/${id}`, { flowId: foreign.flowId });
    expect(errorOf(answer).code).toBe('NOT_FOUND');
  });
});
