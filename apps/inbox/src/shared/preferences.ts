import { readStored, useStored } from './stored.ts';

/** What each person sets for this browser. */
const defaults = { sound: false, desktopAlerts: false, letterKeys: false };
export type Preference = keyof typeof defaults;

const keyOf = (preference: Preference) => `baton.preference.${preference}`;

function parse(preference: Preference, stored: string): boolean {
  return stored === '' ? defaults[preference] : stored === 'on';
}

export function preferenceOf(preference: Preference): boolean {
  return parse(preference, readStored(keyOf(preference)));
}

export function usePreference(preference: Preference): [boolean, (on: boolean) => void] {
  const [stored, store] = useStored(keyOf(preference));
  return [parse(preference, stored), (on) => store(on ? 'on' : 'off')];
}
