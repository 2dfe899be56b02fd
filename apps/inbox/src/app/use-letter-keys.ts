import { type HotkeyItem, useHotkeys } from '@mantine/hooks';
import { usePreference } from '../shared/preferences.ts';

/** Shortcuts of a single letter: not while typing, and not at all for who switched them off (WCAG 2.1.4). */
export function useLetterKeys(keys: HotkeyItem[]): void {
  const [on] = usePreference('letterKeys');
  useHotkeys(on ? keys : []);
}
