import { preferenceOf } from '../../shared/preferences.ts';

interface DesktopAlert {
  title: string;
  body: string;
  /** A newer alert of the same tag takes the place of an older one. */
  tag: string;
  onClick: () => void;
}

/** Shows a notification on the desktop, where this person wants them and the browser lets us; else null. */
export function showDesktopAlert({ title, body, tag, onClick }: DesktopAlert): Notification | null {
  if (!preferenceOf('desktopAlerts') || !('Notification' in window) || Notification.permission !== 'granted')
    return null;
  const shown = new Notification(title, { body, tag });
  shown.onclick = () => {
    window.focus();
    onClick();
    shown.close();
  };
  return shown;
}
