import { expect, test } from 'vitest';
import { readTemplates } from './templates.ts';

const body = (text: string, more: object = {}) => ({ type: 'BODY', text, ...more });
const template = (components: object[], more: object = {}) => ({
  name: 'reminder',
  language: 'en_US',
  status: 'APPROVED',
  components,
  ...more,
});
const read = (...data: object[]) => readTemplates({ data });

test('blanks are counted in the order they come, by number or by name', () => {
  const numbered = body('Hi {{1}}, on {{2}}, {{1}}', { example: { body_text: [['Anna', 'Monday']] } });
  expect(read(template([{ type: 'HEADER', format: 'TEXT', text: 'Salon' }, numbered]))).toEqual([
    {
      name: 'reminder',
      language: 'en_US',
      text: 'Salon\n\nHi {{1}}, on {{2}}, {{1}}',
      parameters: [
        { name: '1', example: 'Anna' },
        { name: '2', example: 'Monday' },
      ],
    },
  ]);
  const named = body('On {{day}}, {{who}}', {
    example: { body_text_named_params: [{ param_name: 'who', example: 'Anna' }] },
  });
  expect(read(template([named]))[0]).toMatchObject({
    text: 'On {{1}}, {{2}}',
    parameters: [
      { name: 'day', example: '' },
      { name: 'who', example: 'Anna' },
    ],
  });
});

test.each([
  ['not approved', template([body('Hi')], { status: 'PENDING' })],
  ['with a picture on top', template([{ type: 'HEADER', format: 'IMAGE' }, body('Hi')])],
  ['with a blank in a link', template([body('Hi'), { type: 'BUTTONS', buttons: [{ type: 'URL', url: 'x/{{1}}' }] }])],
  ['of another form', { name: 'x' }],
])('one %s is left out', (_title, each) => {
  expect(read(each, template([body('Hi')]))).toHaveLength(1);
});
