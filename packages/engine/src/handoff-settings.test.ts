import { describe, expect, test } from 'vitest';
import {
  type HandoffOverrides,
  handoffOverridesSchema,
  readHandoffSettings,
  resolveHandoffSettings,
  workingHoursSchema,
} from './handoff-settings.ts';

const hours = workingHoursSchema.parse({ timeZone: 'Europe/Berlin', week: { mon: [{ from: '09:00', to: '18:00' }] } });
const others = workingHoursSchema.parse({ timeZone: 'Asia/Tokyo', week: { sun: [{ from: '10:00', to: '12:00' }] } });
const workspace = readHandoffSettings({ hours, acceptTimeoutSeconds: 60, fallback: 'queue' });
const says = (what: Partial<HandoffOverrides>) => handoffOverridesSchema.parse(what);
const nothing = says({});

describe('which settings count', () => {
  test('where team and flow say nothing, the workspace’s', () => {
    expect(resolveHandoffSettings({ team: null, flow: nothing, workspace })).toEqual(workspace);
    expect(resolveHandoffSettings({ team: nothing, flow: nothing, workspace })).toEqual(workspace);
  });

  const each = [
    ['acceptTimeoutSeconds', 10, 20],
    ['replyTimeoutSeconds', 10, 20],
    ['formTimeoutSeconds', 10, 20],
    ['fallback', 'form', 'message'],
    ['hours', others, hours],
  ] as const;
  test.each(each)('%s: the flow before the workspace, the team before both', (key, ofTeam, ofFlow) => {
    const flow = says({ [key]: ofFlow });
    expect(resolveHandoffSettings({ team: nothing, flow, workspace })).toEqual({ ...workspace, [key]: ofFlow });
    const team = says({ [key]: ofTeam });
    expect(resolveHandoffSettings({ team, flow, workspace })).toEqual({ ...workspace, [key]: ofTeam });
  });

  test('“always” has no hours, whatever the workspace says', () => {
    expect(resolveHandoffSettings({ team: null, flow: says({ hours: 'always' }), workspace }).hours).toBeNull();
    expect(
      resolveHandoffSettings({ team: says({ hours: 'always' }), flow: says({ hours }), workspace }).hours,
    ).toBeNull();
  });
});

describe('what working hours can be', () => {
  const monday = (...windows: [string, string][]) => ({
    timeZone: 'Europe/Berlin',
    week: { mon: windows.map(([from, to]) => ({ from, to })) },
  });
  const problemsOf = (input: unknown) =>
    workingHoursSchema.safeParse(input).error?.issues.map(({ message }) => message);

  test.each([
    ['several windows, the last until midnight', monday(['09:00', '12:00'], ['12:00', '13:00'], ['22:00', '24:00'])],
    ['a week without any window', monday()],
    ['a date that differs', { ...monday(), exceptions: [{ date: '2028-02-29', windows: [] }] }],
  ])('%s', (_, input) => expect(problemsOf(input)).toBeUndefined());

  test.each([
    [monday(['9:00', '12:00']), 'Write a time as HH:MM, from 00:00 to 24:00'],
    [monday(['09:00', '24:30']), 'Write a time as HH:MM, from 00:00 to 24:00'],
    [monday(['12:00', '12:00']), 'A window must end after it begins'],
    [monday(['22:00', '02:00']), 'A window must end after it begins'],
    [
      monday(['09:00', '12:00'], ['11:00', '13:00']),
      'The windows of a day must follow one another without overlapping',
    ],
    [
      monday(['13:00', '14:00'], ['09:00', '12:00']),
      'The windows of a day must follow one another without overlapping',
    ],
    [{ ...monday(), timeZone: 'Europe/Bonn' }, 'Choose a time zone of the IANA database, such as Europe/Berlin'],
    [
      { ...monday(), exceptions: ['2027-01-01', '2027-01-01'].map((date) => ({ date, windows: [] })) },
      'Each date can be listed once',
    ],
  ])('%j is refused with a sentence', (input, problem) => expect(problemsOf(input)).toContain(problem));

  test('a date that the calendar does not have is refused', () => {
    expect(problemsOf({ ...monday(), exceptions: [{ date: '2027-02-29', windows: [] }] })).toHaveLength(1);
  });
});
