import { defineNode } from '@baton/engine';
import { type FormData, formParts } from '../form-definition.ts';

export const definition = defineNode<FormData>({
  ...formParts,
  type: 'form',
  group: 'ask',
  title: 'Form',
  description: 'Asks for several things together',
  icon: 'IconForms',
  initial: () => ({
    title: 'Please fill this in',
    fields: [
      { id: 'name', label: 'Name', type: 'text', required: true },
      { id: 'email', label: 'E-mail', type: 'email', required: true },
    ],
    submitLabel: 'Send',
  }),
});
