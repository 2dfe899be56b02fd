import { expect, test } from 'vitest';
import { z } from 'zod';
import { channelDefinitions } from './channel-definitions.ts';
import { settingsFields } from './settings-fields.ts';

test('a schema becomes a form, in its order', () => {
  const schema = z.object({
    name: z.string().max(100).default('x').meta({ title: 'Name', description: 'Shown on top' }),
    side: z
      .enum(['left', 'right'])
      .default('left')
      .meta({ title: 'Side', labels: { right: 'To the right' } }),
    accent: z.string().default('#000000').meta({ title: 'Accent', format: 'color' }),
    shown: z.boolean().default(true).meta({ title: 'Shown' }),
  });
  expect(settingsFields(schema)).toEqual([
    { key: 'name', title: 'Name', description: 'Shown on top', type: 'text', maxLength: 100 },
    {
      key: 'side',
      title: 'Side',
      description: null,
      type: 'choice',
      options: [
        { value: 'left', label: 'Left' },
        { value: 'right', label: 'To the right' },
      ],
    },
    { key: 'accent', title: 'Accent', description: null, type: 'colour' },
    { key: 'shown', title: 'Shown', description: null, type: 'switch' },
  ]);
});

test('every setting of every channel has a title of its own', () => {
  for (const definition of Object.values(channelDefinitions)) {
    for (const { key, title } of definition.settingsFields()) expect(title, `${definition.type}.${key}`).not.toBe(key);
  }
});
