import { expect, test } from 'vitest';
import { definition } from './definition.ts';

test('a new channel needs no settings', () => {
  expect(definition.parseSettings({})).toEqual({
    ok: true,
    settings: {
      businessName: 'Our team',
      greeting: 'Hi! How can we help?',
      launcherText: '',
      accent: '#0f766e',
      corners: 'round',
      position: 'right',
      scheme: 'auto',
      language: 'auto',
      closingEnds: false,
      signedInOnly: false,
      poweredBy: true,
    },
  });
});

test.each([
  ['accent', 'red;background:url(//evil)'],
  ['position', 'top'],
  ['greeting', 'x'.repeat(201)],
])('a wrong %s is named', (field, value) => {
  const parsed = definition.parseSettings({ [field]: value });
  expect(parsed).toMatchObject({ ok: false, problems: [expect.stringContaining(`${field}: `)] });
});
