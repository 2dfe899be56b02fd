import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { conversationDetail } from '../../shared/testing/conversation-detail.ts';
import { fakeApi, withApp } from '../../shared/testing/fake-api.tsx';
import { TemplateBar } from './template-bar.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('offers what the provider has approved, shows it filled in, and sends it once every blank has its value', async () => {
  const server = fakeApi();
  const detail = conversationDetail();
  server.reads.set(`/conversations/${detail.id}/templates`, [
    {
      name: 'reminder',
      language: 'en_US',
      text: 'Hello {{1}}, see you on {{2}}.',
      parameters: [
        { name: '1', example: 'Anna' },
        { name: 'day', example: '' },
      ],
    },
  ]);
  server.answers.push({ status: 200, body: detail });
  render(<TemplateBar detail={detail} mine onAsk={vi.fn()} />, { wrapper: withApp });
  expect(screen.getByText('More than 24 hours have passed')).toBeDefined();
  expect(screen.queryByRole('textbox')).toBeNull();

  fireEvent.click(screen.getByRole('button', { name: 'Send a template' }));
  const type = (name: string, value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
  await screen.findByRole('textbox', { name: 'Value 1' });
  type('Value 1', 'Mia');
  const send = screen.getByRole('button', { name: 'Send' });
  expect(send).toHaveProperty('disabled', true);
  type('day', 'Monday');
  expect(screen.getByText('Hello Mia, see you on Monday.')).toBeDefined();
  fireEvent.click(send);

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(server.commands).toMatchObject([
    {
      path: `/conversations/${detail.id}/send-template`,
      body: {
        template: {
          name: 'reminder',
          language: 'en_US',
          parameters: [
            { name: '1', value: 'Mia' },
            { name: 'day', value: 'Monday' },
          ],
        },
      },
    },
  ]);
});
