import { defineNode } from '@baton/engine';
import { type FormData, formParts } from '../form-definition.ts';

export const definition = defineNode<FormData>({
  ...formParts,
  type: 'pre-handoff-form',
  group: 'people',
  title: 'Pre-handoff form',
  description: 'Collects what a person needs to know before they join',
  icon: 'IconClipboardText',
  preHandoffForm: true,
  teams: ({ fields }) =>
    fields.flatMap(({ type, options = [] }, field) =>
      type === 'choice'
        ? options.flatMap(({ team }, option) =>
            team === undefined ? [] : [{ id: team, path: `fields.${field}.options.${option}.team` }],
          )
        : [],
    ),
  initial: () => ({
    title: 'Before we connect you',
    fields: [
      {
        id: 'topic',
        label: 'What is this about?',
        type: 'choice',
        required: true,
        options: [
          { id: 'question', label: 'A question' },
          { id: 'problem', label: 'A problem' },
          { id: 'other', label: 'Something else' },
        ],
      },
      { id: 'details', label: 'Details', type: 'long_text', required: false },
    ],
    submitLabel: 'Send',
  }),
});
