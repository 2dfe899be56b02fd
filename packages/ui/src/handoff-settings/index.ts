import '@mantine/dates/styles.css';

export { DurationField } from './duration-field.tsx';
export type { Fallback } from './fallback-words.ts';
export { fallbackWords } from './fallback-words.ts';
export { newHours } from './hours-draft.ts';
export { HoursEditor } from './hours-editor.tsx';
export { waitingTimes } from './waiting-times.ts';
