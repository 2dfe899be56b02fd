import { defineNode, type HandoffOutcome } from '@baton/engine';
import { z } from 'zod';
import { templateText } from '../template-text.ts';

export const handoffSchema = z.object({
  /** Shown to operators in their alert. */
  reason: templateText,
  /** The id of the team to ask; null for everybody. A pre-handoff form's choice comes before it. */
  team: z.string().min(1).max(64).nullable().default(null),
});
export type HandoffData = z.infer<typeof handoffSchema>;

const exits = {
  resolved: { id: 'resolved', label: 'Resolved' },
  no_one_available: { id: 'no_one_available', label: 'No one available', optional: true },
  outside_hours: { id: 'outside_hours', label: 'Outside hours', optional: true },
  customer_left: { id: 'customer_left', label: 'Customer left', optional: true },
} satisfies Record<HandoffOutcome, { id: HandoffOutcome; label: string; optional?: boolean }>;

export const definition = defineNode<HandoffData>({
  type: 'handoff',
  group: 'people',
  title: 'Handoff',
  description: 'Asks a person to join the conversation',
  icon: 'IconHeadset',
  schema: handoffSchema,
  waits: true,
  initial: () => ({ reason: '', team: null }),
  exits: () => Object.values(exits),
  answer: () => null,
  templates: (data) => [data.reason],
  mapTemplates: (data, map) => ({ ...data, reason: map(data.reason) }),
  preview: (data) => [data.reason],
  teams: (data) => (data.team === null ? [] : [{ id: data.team, path: 'team' }]),
  problems: (data) =>
    data.reason.trim() === ''
      ? [
          {
            severity: 'warning',
            message: 'Say why a person is needed: operators read it in their alert.',
            path: 'reason',
          },
        ]
      : [],
});
