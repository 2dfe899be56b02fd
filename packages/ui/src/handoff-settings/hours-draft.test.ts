import { workingHoursSchema } from '@baton/contracts';
import { describe, expect, test } from 'vitest';
import { anotherWindow, copied, draftOf, finished, newHours, problemOf } from './hours-draft.ts';

const hours = workingHoursSchema.parse({
  timeZone: 'Europe/Berlin',
  week: { mon: [{ from: '09:00', to: '24:00' }] },
  exceptions: [{ date: '2026-12-25', label: 'Christmas', windows: [] }],
});

/** Windows in words: "09:00-12:00". */
const windows = (...words: string[]) => words.map((each) => ({ id: each, from: each.slice(0, 5), to: each.slice(6) }));

describe('hours that somebody edits', () => {
  test('come back as they were', () => {
    expect(finished(draftOf(hours))).toEqual(hours);
    expect(finished(draftOf(newHours()))).toEqual(newHours());
  });

  test('with a date that is not chosen yet, or a time that is missing, are not finished', () => {
    const draft = draftOf(hours);
    const unchosen = { id: 'new', date: null, label: '', windows: [] };
    expect(finished({ ...draft, exceptions: [...draft.exceptions, unchosen] })).toBeNull();
    expect(finished({ ...draft, week: { ...draft.week, tue: windows('09:00-') } })).toBeNull();
  });

  test('have their dates in order, however they were added', () => {
    const draft = draftOf(hours);
    const earlier = { id: 'new', date: '2026-12-24', label: ' Eve ', windows: windows('09:00-12:00') };
    expect(finished({ ...draft, exceptions: [...draft.exceptions, earlier] })?.exceptions).toEqual([
      { date: '2026-12-24', label: 'Eve', windows: [{ from: '09:00', to: '12:00' }] },
      hours.exceptions[0],
    ]);
  });

  test.each([
    [windows('09:00-12:00', '13:00-24:00'), null],
    [windows('09:00-'), 'Fill in both times'],
    [windows('18:00-09:00'), 'A window must end after it begins'],
    [windows('09:00-12:00', '11:00-13:00'), 'The windows of a day must follow one another without overlapping'],
  ])('%j: %s', (day, problem) => expect(problemOf(day)).toBe(problem));

  test.each([
    [[], '09:00', '18:00'],
    [windows('09:00-12:30'), '13:00', '15:00'],
    [windows('09:00-21:00'), '22:00', '24:00'],
    [windows('09:00-23:00'), '', ''],
    [windows('09:00-'), '', ''],
  ])('another window after %j goes from %s to %s', (day, from, to) =>
    expect(anotherWindow(day)).toMatchObject({ from, to }),
  );

  test('copied to another day, windows have names of their own', () => {
    const [copy] = copied(windows('09:00-12:00'));
    expect(copy).toMatchObject({ from: '09:00', to: '12:00' });
    expect(copy?.id).not.toBe('09:00-12:00');
  });
});
