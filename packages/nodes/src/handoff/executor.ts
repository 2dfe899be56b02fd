import { defineExecutor } from '@baton/engine';
import { type HandoffData, handoffSchema } from './definition.ts';

export const executor = defineExecutor<HandoffData>({
  type: 'handoff',
  schema: handoffSchema,
  enter: ({ data, fill }) => ({
    effects: [{ type: 'handoff.request', reason: fill(data.reason).trim(), team: data.team }],
    next: { do: 'wait', state: null },
  }),
  // What the customer writes meanwhile belongs to the people who answer, not to the flow.
  resume: (_context, input, state) =>
    input.type === 'handoff.ended' ? { next: { do: 'leave', exit: input.outcome } } : { next: { do: 'wait', state } },
});
