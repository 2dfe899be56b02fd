import { z } from 'zod';

/** `HH:MM` on the wall; `24:00` is the end of the day. */
const wallTime = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write a time as HH:MM, from 00:00 to 24:00');

/** Times from `from` until just before `to`, on one day. */
const hoursWindowSchema = z
  .object({ from: wallTime, to: wallTime })
  .refine(({ from, to }) => from < to, 'A window must end after it begins');
export type HoursWindow = z.infer<typeof hoursWindowSchema>;

/** The windows of a day, none for a closed one, in order and apart from each other. */
export const dayWindowsSchema = z
  .array(hoursWindowSchema)
  .max(8, 'A day has at most 8 windows')
  .refine(
    (windows) => windows.every(({ from }, index) => index === 0 || from >= (windows[index - 1]?.to ?? '')),
    'The windows of a day must follow one another without overlapping',
  );

/** The days of a week, in the order that calendars of most countries have. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

const closedDay = dayWindowsSchema.default([]);

/** When people are at work: windows per weekday, on the clocks of one time zone, and dates that differ. */
export const workingHoursSchema = z.object({
  timeZone: z.string().max(64).refine(isTimeZone, 'Choose a time zone of the IANA database, such as Europe/Berlin'),
  week: z.object({
    mon: closedDay,
    tue: closedDay,
    wed: closedDay,
    thu: closedDay,
    fri: closedDay,
    sat: closedDay,
    sun: closedDay,
  }),
  /** Dates on which other windows count than on that weekday; without windows it is closed. */
  exceptions: z
    .array(z.object({ date: z.iso.date(), label: z.string().max(100).default(''), windows: dayWindowsSchema }))
    .max(200, 'There can be at most 200 exceptions')
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'Each date can be listed once')
    .default([]),
});
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** What happens when nobody takes a request. */
export const fallbacks = ['form', 'message', 'queue'] as const;

const timeout = z.int().min(5).max(86_400);

/** How a handoff goes, complete: what a workspace says for all of its flows. */
export const handoffSettingsSchema = z.object({
  /** Null: at any time. */
  hours: workingHoursSchema.nullable(),
  acceptTimeoutSeconds: timeout,
  replyTimeoutSeconds: timeout,
  formTimeoutSeconds: timeout,
  fallback: z.enum(fallbacks),
});
export type HandoffSettings = z.infer<typeof handoffSettingsSchema>;

/** What holds where a workspace has said nothing yet. */
export const defaultHandoffSettings: HandoffSettings = {
  hours: null,
  acceptTimeoutSeconds: 120,
  replyTimeoutSeconds: 300,
  formTimeoutSeconds: 900,
  fallback: 'form',
};

/** What a workspace has said, as stored: what is missing has its default. Throws where it can't be read. */
export function readHandoffSettings(stored: unknown): HandoffSettings {
  return { ...defaultHandoffSettings, ...handoffSettingsSchema.partial().parse(stored) };
}

/** What a team or a flow says instead: null leaves a setting to whoever comes next. */
export const handoffOverrides = {
  hours: z
    .union([z.literal('always'), workingHoursSchema])
    .nullable()
    .default(null),
  acceptTimeoutSeconds: timeout.nullable().default(null),
  replyTimeoutSeconds: timeout.nullable().default(null),
  formTimeoutSeconds: timeout.nullable().default(null),
  fallback: z.enum(fallbacks).nullable().default(null),
};
export const handoffOverridesSchema = z.object(handoffOverrides);
export type HandoffOverrides = z.infer<typeof handoffOverridesSchema>;

/** Whose word counts, in this order: the team's, the flow's, the workspace's. */
export interface HandoffLevels {
  /** The team that the request is for; null without one. */
  team: HandoffOverrides | null;
  flow: HandoffOverrides;
  workspace: HandoffSettings;
}

/** The settings that count for one request: each from the first level that says something. */
export function resolveHandoffSettings({ team, flow, workspace }: HandoffLevels): HandoffSettings {
  const hours = team?.hours ?? flow.hours ?? workspace.hours;
  return {
    hours: hours === 'always' ? null : hours,
    acceptTimeoutSeconds: team?.acceptTimeoutSeconds ?? flow.acceptTimeoutSeconds ?? workspace.acceptTimeoutSeconds,
    replyTimeoutSeconds: team?.replyTimeoutSeconds ?? flow.replyTimeoutSeconds ?? workspace.replyTimeoutSeconds,
    formTimeoutSeconds: team?.formTimeoutSeconds ?? flow.formTimeoutSeconds ?? workspace.formTimeoutSeconds,
    fallback: team?.fallback ?? flow.fallback ?? workspace.fallback,
  };
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
