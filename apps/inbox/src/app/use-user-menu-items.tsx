import type { UserMenuItem } from '@baton/ui';
import { notifications } from '@mantine/notifications';
import { IconKeyboard, IconSpeakerphone } from '@tabler/icons-react';
import { playChime } from '../features/alerts/play-chime.ts';
import { preferenceOf, usePreference } from '../shared/preferences.ts';

const icon = { size: 18, stroke: 1.75 };

/** What each person sets for this browser: how they are alerted, and whether letters are shortcuts. */
export function useUserMenuItems(openHelp: () => void): UserMenuItem[] {
  const [sound, setSound] = usePreference('sound');
  const [desktop, setDesktop] = usePreference('desktopAlerts');
  const [letters, setLetters] = usePreference('letterKeys');

  async function toggleDesktop() {
    if (desktop) return setDesktop(false);
    if (!('Notification' in window)) return say('This browser has no desktop notifications.');
    const permission = await Notification.requestPermission();
    setDesktop(permission === 'granted');
    if (permission !== 'granted') say('The browser does not allow them. Allow notifications for this site first.');
  }

  return [
    {
      label: 'Sound when a person is wanted',
      checked: sound,
      run: () => {
        setSound(!sound);
        if (!sound) playChime();
      },
    },
    {
      label: 'Desktop notifications',
      checked: desktop,
      run: () => void toggleDesktop(),
    },
    { label: 'Test my alerts', icon: <IconSpeakerphone {...icon} />, run: testAlerts },
    {
      label: 'Letter shortcuts',
      checked: letters,
      run: () => setLetters(!letters),
    },
    { label: 'Keyboard shortcuts', icon: <IconKeyboard {...icon} />, run: openHelp },
  ];
}

function say(message: string): void {
  notifications.show({ color: 'amber', message });
}

/** Does what a request for a person would do in this browser. */
function testAlerts(): void {
  const sound = preferenceOf('sound');
  const desktop = preferenceOf('desktopAlerts') && 'Notification' in window && Notification.permission === 'granted';
  if (sound) playChime();
  if (desktop) new Notification('Test from Baton', { body: 'This is how a request for a person reaches you.' });
  const off = [...(sound ? [] : ['sound']), ...(desktop ? [] : ['desktop notifications'])];
  notifications.show({
    color: 'teal',
    title: 'This is how a request for a person reaches you',
    message: off.length === 0 ? 'Sound and desktop notifications are on.' : `Switched off: ${off.join(' and ')}.`,
  });
}
