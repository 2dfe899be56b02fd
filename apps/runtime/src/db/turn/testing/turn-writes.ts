import { randomUUID } from 'node:crypto';
import { newConversation } from '@baton/engine';
import { iso, type TurnWrite } from '../write-turn.ts';

interface Channel {
  readonly workspaceId: string;
  readonly channelId: string;
}

export const at = Date.parse('2026-03-02T10:00:00.000Z');

/** A write with a row of every kind. */
function writeFor(
  workspace: Channel,
  target: {
    address: string;
    conversationId: string;
    contactId: string;
    version: number | null;
    seq: number;
  },
): TurnWrite {
  const { seq, version } = target;
  return {
    workspaceId: workspace.workspaceId,
    channelId: workspace.channelId,
    address: target.address,
    conversationId: target.conversationId,
    version,
    contact: { id: target.contactId, name: 'Visitor', isNew: version === null },
    state: { ...newConversation(), seq: seq + 1 },
    lastLine: { text: 'Hi', author: { kind: 'customer' }, at },
    rows: {
      messages: [
        {
          seq,
          author: { kind: 'customer' },
          content: { kind: 'text', text: 'Hi' },
          epoch: 0,
          delivery: null,
          clientId: 'c',
          at: iso(at),
        },
        {
          seq: seq + 1,
          author: { kind: 'bot', nodeId: 'n' },
          content: { kind: 'text', text: 'Yes?' },
          epoch: 0,
          delivery: 'queued',
          clientId: null,
          at: iso(at),
        },
      ],
      outbox: [{ seq: seq + 1, kind: 'flow', epoch: 0 }],
      timersSet: [{ kind: 'accept', dueAt: iso(at + 1000), epoch: 0 }],
      timersOff: ['reply'],
      requests: [
        { number: 1, trigger: 'headset', reason: '', state: 'pending', formAnswers: [], requestedAt: iso(at) },
      ],
      submissions: [{ number: 1, origin: 'run', status: 'in_progress', title: '', answers: [] }],
      audit: [{ action: 'test', detail: '' }],
      alerts: [],
    },
    at,
    eventKey: randomUUID(),
    commandId: randomUUID(),
    discardFlow: false,
    assignment: null,
  };
}

/** What opens a conversation. */
export function firstWrite(channel: Channel, address: string = randomUUID()): TurnWrite {
  return writeFor(channel, { address, conversationId: randomUUID(), contactId: randomUUID(), version: null, seq: 1 });
}

/** The turn after the given one, if that one was written as this version. */
export function nextWrite(write: TurnWrite, version = 1): TurnWrite {
  const { address, conversationId, contact } = write;
  return writeFor(write, { address, conversationId, contactId: contact.id, version, seq: 2 * version + 1 });
}
