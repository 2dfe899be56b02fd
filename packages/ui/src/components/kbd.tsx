import { Kbd as MantineKbd } from '@mantine/core';

const isApple = () => typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.userAgent);

export interface KbdProps {
  /** Keys joined by "+"; "mod" is ⌘ on Apple's machines and Ctrl elsewhere: "mod+K". */
  keys: string;
}

/** A key or a combination, as printed on the reader's keyboard. */
export function Kbd({ keys }: KbdProps) {
  const words = keys.split('+').map((key) => (key === 'mod' ? (isApple() ? '⌘' : 'Ctrl') : key));
  return <MantineKbd size="xs">{words.join(isApple() ? '' : ' + ')}</MantineKbd>;
}
