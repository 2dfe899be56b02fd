import type { Channel } from '@baton/contracts';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { fakeApi, withApp } from '../../shared/testing/fake-api.tsx';
import { ChannelConnection } from './channel-connection.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

type Connection = NonNullable<Channel['connection']>;

function show(over: Partial<Connection>) {
  const connection: Connection = {
    state: 'connected',
    error: null,
    account: null,
    since: null,
    way: 'web',
    webhook: null,
    pairing: null,
    ...over,
  };
  const channel = { id: 'ch1', type: 'whatsapp', name: 'Salon', flowId: null, settings: {}, connection };
  const draw = (now: Connection) => (
    <ChannelConnection channel={{ ...channel, connection: now }} connection={now} canEdit />
  );
  const { rerender } = render(draw(connection), { wrapper: withApp });
  return (next: Partial<Connection>) => rerender(draw({ ...connection, ...next }));
}

const alerts = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

it('shows the code to scan, or the one to type, with what to do with it', () => {
  const next = show({ state: 'pairing', pairing: { qr: '2@abc,def', code: null } });
  expect(screen.getByRole('img', { name: 'QR code to link this number' })).toBeDefined();
  expect(screen.getByText('Scan this code with the phone')).toBeDefined();

  next({ state: 'pairing', pairing: { qr: null, code: 'ABCD1234' } });
  expect(screen.queryByRole('img', { name: 'QR code to link this number' })).toBeNull();
  expect(screen.getByText('ABCD-1234')).toBeDefined();
  expect(screen.getByText('Choose “Link with phone number instead”.')).toBeDefined();
});

it('tells what is wrong with the account, but not while another is filled in, and of a refused one until it is mended', async () => {
  const server = fakeApi();
  show({ state: 'disconnected', error: 'Meta does not accept the access token', way: 'cloud' });
  expect(alerts()).toEqual(['Meta does not accept the access token.']);

  press('Replace');
  expect(alerts()).toEqual([]);
  fireEvent.change(screen.getByLabelText('Access token'), { target: { value: 'wrong' } });
  const message = 'This token is none.';
  server.answers.push({ status: 400, body: { defined: true, code: 'BAD_REQUEST', status: 400, message } });
  press('Connect');
  await waitFor(() => expect(alerts()).toEqual([message]));
  expect(server.commands.at(-1)).toMatchObject({
    path: '/channels/ch1/connect',
    body: { secrets: { token: 'wrong' } },
  });

  fireEvent.change(screen.getByLabelText('Access token'), { target: { value: 'another' } });
  await waitFor(() => expect(alerts()).toEqual([]));
  press('Cancel');
  expect(alerts()).toEqual(['Meta does not accept the access token.']);
});
