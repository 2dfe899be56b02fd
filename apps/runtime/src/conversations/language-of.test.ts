import { buildFlow } from '@baton/testing';
import { expect, test } from 'vitest';
import { languageOf } from './language-of.ts';
import { createTestServices } from './testing/create-test-service.ts';
import { visit } from './testing/visit.ts';

const services = await createTestServices();
const { database } = services;
const service = services.service();
const flowIn = (language: 'en' | 'de' | 'es') =>
  buildFlow().configure({ language }).step('name', 'question', { text: 'Name?', answerType: 'text' }).document();

test('the flow that a customer is in says the language, else the one that would answer them', async () => {
  const workspace = await services.workspace(flowIn('de'));
  const other = await services.workspace(flowIn('es'));
  const { workspaceId, channelId } = workspace;
  const known = workspace.visitor();
  await visit(service, known).start();
  expect(await languageOf(service, known)).toBe('de');
  expect(await languageOf(service, workspace.visitor()), 'nobody yet').toBe('de');
  await workspace.publish(flowIn('en'));
  expect(await languageOf(service, known), 'as published last').toBe('en');
  await workspace.publish(flowIn('de'));

  // The channel loses its flow: who is in it stays in it, and whoever comes finds none.
  const where = { workspaceId_id: { workspaceId, id: channelId } };
  await database.prisma.channel.update({ where, data: { flowId: null } });
  expect(await languageOf(service, known)).toBe('de');
  expect(await languageOf(service, workspace.visitor())).toBe('en');
  expect(await languageOf(service, { ...known, workspaceId: other.workspaceId }), 'not of another workspace').toBe(
    'en',
  );
});
