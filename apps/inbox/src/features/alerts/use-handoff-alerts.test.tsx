import type { Ringing, StaffServerEvents } from '@baton/contracts';
import { Notifications, notifications } from '@mantine/notifications';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { fakeApi, withApp } from '../../shared/testing/fake-api.tsx';
import { useHandoffAlerts } from './use-handoff-alerts.tsx';

const live = vi.hoisted((): { generation: number; handlers: Partial<StaffServerEvents> } => ({
  generation: 0,
  handlers: {},
}));
vi.mock('./play-chime.ts', () => ({ playChime: vi.fn() }));
vi.mock('@baton/ui', async (original) => ({
  ...(await original<typeof import('@baton/ui')>()),
  useSession: () => ({ canHandoff: true }),
  useStaffSocket: () => ({ status: 'online', generation: live.generation, socket: null }),
  useStaffEvents: (handlers: Partial<StaffServerEvents>) => {
    live.handlers = handlers;
  },
}));

afterEach(() => {
  cleanup();
  notifications.clean();
  vi.unstubAllGlobals();
});

const kim: Ringing = { conversationId: 'c1', contact: 'Kim', reason: 'Prices', expiresAt: null };
const lou: Ringing = { conversationId: 'c2', contact: 'Lou', reason: 'Refund', expiresAt: null };

function Alerts() {
  useHandoffAlerts({ shownId: null, onOpen: () => undefined });
  return <Notifications />;
}

/** The inbox, whose connection stands when `connect` says what rings. */
function setUp() {
  live.generation = 0;
  const { reads } = fakeApi();
  const { rerender } = render(<Alerts />, { wrapper: withApp });
  return {
    connect(...ringing: Ringing[]) {
      reads.set('/requests/ringing', ringing);
      live.generation += 1;
      rerender(<Alerts />);
    },
  };
}

const alertOf = ({ contact }: Ringing) => screen.queryByText(`${contact} wants a person`);

it('shows what rings already when the inbox is opened', async () => {
  const { connect } = setUp();
  connect(kim);
  await waitFor(() => expect(alertOf(kim)).not.toBeNull());
});

it('closes what was settled, and shows what began to ring, while there was no connection', async () => {
  const { connect } = setUp();
  connect();
  act(() => live.handlers['handoff.ringing']?.(kim));
  await waitFor(() => expect(alertOf(kim)).not.toBeNull());
  connect(lou);
  await waitFor(() => expect(alertOf(lou)).not.toBeNull());
  await waitFor(() => expect(alertOf(kim)).toBeNull());
});

it('believes what it hears more than an older answer', async () => {
  const { connect } = setUp();
  connect(kim, lou);
  act(() => live.handlers['handoff.settled']?.({ conversationId: 'c1', outcome: 'accepted', by: 'Ana' }));
  await waitFor(() => expect(alertOf(lou)).not.toBeNull());
  expect(alertOf(kim)).toBeNull();
});
