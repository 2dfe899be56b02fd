import { type BotLanguage, botLanguages, type WorkingHours, workingHoursSchema } from '@baton/engine';
import { describe, expect, test } from 'vitest';
import { hoursAt } from './hours-at.ts';

type Windows = readonly string[];
type Week = Partial<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', Windows>>;

function hoursOf(timeZone: string, week: Week, exceptions: Readonly<Record<string, Windows>> = {}): WorkingHours {
  const day = (windows: Windows) => windows.map((each) => ({ from: each.slice(0, 5), to: each.slice(6) }));
  return workingHoursSchema.parse({
    timeZone,
    week: Object.fromEntries(Object.entries(week).map(([name, windows]) => [name, day(windows ?? [])])),
    exceptions: Object.entries(exceptions).map(([date, windows]) => ({ date, windows: day(windows) })),
  });
}

/** "open until" or "next from … words", with moments as ISO 8601 in UTC. */
function look(hours: WorkingHours, at: string): string {
  const iso = (moment: number) => new Date(moment).toISOString().replace(':00.000Z', 'Z');
  const status = hoursAt(hours, Date.parse(at));
  if (status.open) return `open until ${status.closesAt === null ? 'ever' : iso(status.closesAt)}`;
  return status.next === null ? 'never' : `${status.next.words} at ${iso(status.next.opensAt)}`;
}

const workdays = (windows: Windows): Week => ({ mon: windows, tue: windows, wed: windows, thu: windows, fri: windows });
const everyDay = (windows: Windows): Week => ({ ...workdays(windows), sat: windows, sun: windows });

describe('a week in Berlin, in winter (UTC+1)', () => {
  const office = hoursOf('Europe/Berlin', { ...workdays(['09:00-12:30', '13:30-18:00']), fri: ['09:00-12:00'] });
  test.each([
    ['2027-01-11T07:59:59Z', 'Mon 09:00–12:30 at 2027-01-11T08:00Z'],
    ['2027-01-11T08:00:00Z', 'open until 2027-01-11T11:30Z'],
    ['2027-01-11T11:29:59Z', 'open until 2027-01-11T11:30Z'],
    ['2027-01-11T11:30:00Z', 'Mon 13:30–18:00 at 2027-01-11T12:30Z'],
    ['2027-01-11T17:00:00Z', 'Tue 09:00–12:30 at 2027-01-12T08:00Z'],
    // Sunday in Berlin is still Saturday evening in UTC.
    ['2027-01-09T23:30:00Z', 'Mon 09:00–12:30 at 2027-01-11T08:00Z'],
    ['2027-01-15T11:00:00Z', 'Mon 09:00–12:30 at 2027-01-18T08:00Z'],
  ])('%s: %s', (at, expected) => expect(look(office, at)).toBe(expected));
});

test('words are those of the customer’s language', () => {
  const office = hoursOf('Europe/Berlin', { mon: ['09:00-18:00'] }, { '2027-01-11': [], '2027-01-18': [] });
  const words = (language: BotLanguage, at: string) => {
    const status = hoursAt(office, Date.parse(at), language);
    return status.open ? 'open' : status.next?.words;
  };
  expect(botLanguages.map((language) => words(language, '2027-01-20T10:00:00Z'))).toEqual([
    'Mon 09:00–18:00',
    'lun 09:00–18:00',
    'Mo 09:00–18:00',
    'seg 09:00–18:00',
    'пн 09:00–18:00',
  ]);
  expect(botLanguages.map((language) => words(language, '2027-01-09T10:00:00Z'))).toEqual([
    'Mon 25 Jan 09:00–18:00',
    'lun 25 ene 09:00–18:00',
    'Mo 25. Jan. 09:00–18:00',
    'seg 25 jan 09:00–18:00',
    'пн 25 янв. 09:00–18:00',
  ]);
});

describe('dates that differ', () => {
  const office = hoursOf('Europe/Berlin', workdays(['09:00-18:00']), {
    '2026-12-24': ['09:00-12:00'],
    '2026-12-25': [],
    '2026-12-27': ['10:00-11:00'],
    ...Object.fromEntries(['28', '29', '30', '31'].map((day) => [`2026-12-${day}`, []])),
    '2027-01-01': [],
  });
  test.each([
    ['shorter', '2026-12-24T08:00:00Z', 'open until 2026-12-24T11:00Z'],
    ['closed', '2026-12-25T10:00:00Z', 'Sun 10:00–11:00 at 2026-12-27T09:00Z'],
    ['open on a Sunday', '2026-12-27T09:30:00Z', 'open until 2026-12-27T10:00Z'],
    // “Mon” alone would be taken for tomorrow.
    ['more than a week away', '2026-12-27T10:00:00Z', 'Mon 4 Jan 09:00–18:00 at 2027-01-04T08:00Z'],
    ['within the week again', '2026-12-29T10:00:00Z', 'Mon 09:00–18:00 at 2027-01-04T08:00Z'],
  ])('%s', (_, at, expected) => expect(look(office, at)).toBe(expected));

  test('a season that begins in ten months is found, one that never begins is not', () => {
    const never = hoursOf('Europe/Berlin', {});
    expect(look(never, '2027-01-01T00:00:00Z')).toBe('never');
    const season = hoursOf('Europe/Berlin', {}, { '2027-11-01': ['10:00-12:00'] });
    expect(look(season, '2027-01-01T00:00:00Z')).toBe('Mon 1 Nov 10:00–12:00 at 2027-11-01T09:00Z');
    expect(look(season, '2027-11-01T11:00:00Z')).toBe('never');
  });
});

describe('windows that touch are one', () => {
  const night = hoursOf('Europe/Berlin', { fri: ['22:00-24:00'], sat: ['00:00-02:00', '22:00-24:00'] });
  test.each([
    ['2027-01-08T12:00:00Z', 'Fri 22:00–02:00 at 2027-01-08T21:00Z'],
    ['2027-01-08T22:30:00Z', 'open until 2027-01-09T01:00Z'],
    ['2027-01-08T23:30:00Z', 'open until 2027-01-09T01:00Z'],
    ['2027-01-09T01:00:00Z', 'Sat 22:00–24:00 at 2027-01-09T21:00Z'],
    ['2027-01-09T23:00:00Z', 'Fri 22:00–02:00 at 2027-01-15T21:00Z'],
  ])('%s: %s', (at, expected) => expect(look(night, at)).toBe(expected));

  test('all day, every day, is open without end', () => {
    const always = hoursOf('Europe/Berlin', everyDay(['00:00-24:00']));
    expect(look(always, '2027-01-08T12:00:00Z')).toBe('open until ever');
    const from = hoursOf('Europe/Berlin', everyDay(['00:00-24:00']), { '2027-01-08': [] });
    expect(look(from, '2027-01-08T12:00:00Z')).toBe('Sat 00:00 at 2027-01-08T23:00Z');
  });
});

describe('the clocks change', () => {
  // What is lost or doubled: Berlin 02:00–03:00, New York 02:00–03:00 and 01:00–02:00, Lord Howe half an hour,
  // Santiago the hour around midnight, Kathmandu (+05:45) nothing.
  test.each([
    // Forward: 2027-03-28 01:00Z in Berlin.
    ['before it', 'Europe/Berlin', ['09:00-18:00'], '2027-03-27T09:00:00Z', 'open until 2027-03-27T17:00Z'],
    ['the day of it', 'Europe/Berlin', ['09:00-18:00'], '2027-03-28T06:00:00Z', 'Sun 09:00–18:00 at 2027-03-28T07:00Z'],
    ['after it', 'Europe/Berlin', ['09:00-18:00'], '2027-03-28T07:00:00Z', 'open until 2027-03-28T16:00Z'],
    ['through it', 'Europe/Berlin', ['01:00-05:00'], '2027-03-28T00:00:00Z', 'open until 2027-03-28T03:00Z'],
    [
      'begins in the lost hour',
      'Europe/Berlin',
      ['02:30-05:00'],
      '2027-03-28T00:59:00Z',
      'Sun 03:00–05:00 at 2027-03-28T01:00Z',
    ],
    ['ends in the lost hour', 'Europe/Berlin', ['01:00-02:30'], '2027-03-28T00:30:00Z', 'open until 2027-03-28T01:00Z'],
    [
      'is all in the lost hour',
      'Europe/Berlin',
      ['02:10-02:50'],
      '2027-03-28T00:00:00Z',
      'Mon 02:10–02:50 at 2027-03-29T00:10Z',
    ],
    [
      'New York, forward',
      'America/New_York',
      ['09:00-17:00'],
      '2027-03-14T12:00:00Z',
      'Sun 09:00–17:00 at 2027-03-14T13:00Z',
    ],
    // Back: 2027-10-31 01:00Z in Berlin: 02:00–03:00 comes twice.
    [
      'the day of it, back',
      'Europe/Berlin',
      ['09:00-18:00'],
      '2027-10-31T07:00:00Z',
      'Sun 09:00–18:00 at 2027-10-31T08:00Z',
    ],
    ['through it, back', 'Europe/Berlin', ['01:00-05:00'], '2027-10-30T23:00:00Z', 'open until 2027-10-31T04:00Z'],
    [
      'begins at the first 02:30',
      'Europe/Berlin',
      ['02:30-05:00'],
      '2027-10-31T00:00:00Z',
      'Sun 02:30–05:00 at 2027-10-31T00:30Z',
    ],
    [
      'ends at the second 02:30',
      'Europe/Berlin',
      ['01:00-02:30'],
      '2027-10-31T01:00:00Z',
      'open until 2027-10-31T01:30Z',
    ],
    ['New York, back', 'America/New_York', ['00:30-01:30'], '2027-11-07T05:45:00Z', 'open until 2027-11-07T06:30Z'],
    // Half an hour only.
    [
      'Lord Howe, forward',
      'Australia/Lord_Howe',
      ['02:10-04:00'],
      '2027-10-02T15:00:00Z',
      'Sun 02:30–04:00 at 2027-10-02T15:30Z',
    ],
    ['Lord Howe, back', 'Australia/Lord_Howe', ['01:00-01:45'], '2027-04-03T14:50:00Z', 'open until 2027-04-03T15:15Z'],
    // Midnight itself is jumped over, or comes twice.
    [
      'Santiago, forward at midnight',
      'America/Santiago',
      ['00:00-02:00'],
      '2027-09-05T03:00:00Z',
      'Sun 01:00–02:00 at 2027-09-05T04:00Z',
    ],
    [
      'Santiago, back at midnight',
      'America/Santiago',
      ['22:00-24:00'],
      '2027-04-04T03:30:00Z',
      'open until 2027-04-04T04:00Z',
    ],
    [
      'Beirut, forward at midnight',
      'Asia/Beirut',
      ['22:00-24:00'],
      '2027-03-27T21:00:00Z',
      'open until 2027-03-27T22:00Z',
    ],
    // South of the equator it is the other way round.
    [
      'Auckland, forward',
      'Pacific/Auckland',
      ['09:00-17:00'],
      '2027-09-25T19:00:00Z',
      'Sun 09:00–17:00 at 2027-09-25T20:00Z',
    ],
    [
      'Auckland, back',
      'Pacific/Auckland',
      ['09:00-17:00'],
      '2027-04-03T20:30:00Z',
      'Sun 09:00–17:00 at 2027-04-03T21:00Z',
    ],
    [
      'Kathmandu has no change',
      'Asia/Kathmandu',
      ['09:00-17:00'],
      '2027-03-28T03:00:00Z',
      'Sun 09:00–17:00 at 2027-03-28T03:15Z',
    ],
  ])('%s', (_, zone, windows, at, expected) => expect(look(hoursOf(zone, everyDay(windows)), at)).toBe(expected));
});

/** The definition itself, minute by minute: open is when the clock on the wall is within a window. */
test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'])(
  'around both changes in %s it agrees with the clock on the wall',
  (timeZone) => {
    const hours = hoursOf(timeZone, everyDay(['00:45-01:45', '03:15-04:15', '23:30-24:00']));
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    const isIn = (time: string) =>
      (time >= '00:45' && time < '01:45') || (time >= '03:15' && time < '04:15') || time >= '23:30';
    for (const around of ['2027-03-13', '2027-03-27', '2027-04-03', '2027-10-02', '2027-10-30', '2027-11-06']) {
      const start = Date.parse(`${around}T00:00:00Z`);
      for (let minutes = 0; minutes < 48 * 60; minutes += 15) {
        const at = start + minutes * 60_000;
        const time = wall.format(at);
        // An hour that comes twice belongs to a window both times, and then the window goes on in between.
        const twice = [-60, -30, 30, 60].some((shift) => wall.format(at + shift * 60_000) === time);
        if (!twice) expect({ at, time, ...hoursAt(hours, at) }).toMatchObject({ at, time, open: isIn(time) });
      }
    }
  },
);
