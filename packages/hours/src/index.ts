export type { HoursStatus } from './hours-at.ts';
export { hoursAt } from './hours-at.ts';
export type { OpenWindow } from './windows-of.ts';
