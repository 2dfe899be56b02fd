import { Bubble, Markdown } from '@baton/chat-ui';
import { accentColours } from '@baton/chat-ui/accent-colours';
import '@baton/chat-ui/chat.css';
import type { Json } from '@baton/engine';
import { Text, useComputedColorScheme } from '@mantine/core';
import { IconHeadset, IconMessageCircle, IconX } from '@tabler/icons-react';
import type { CSSProperties } from 'react';
import classes from './widget-preview.module.css';

/** React's types know no custom properties. */
type Variables = CSSProperties & Record<`--${string}`, string>;

const corners: Readonly<Record<string, { bubble: string; control: string }>> = {
  round: { bubble: '16px', control: '8px' },
  soft: { bubble: '8px', control: '6px' },
  square: { bubble: '0', control: '0' },
};

/** The chat as it will look with the settings on screen, saved or not. */
export function WidgetPreview({ settings }: { settings: Readonly<Record<string, Json>> }) {
  const own = useComputedColorScheme('light');
  const text = (key: string) => (typeof settings[key] === 'string' ? settings[key] : '');
  const scheme = text('scheme') === 'light' || text('scheme') === 'dark' ? text('scheme') : own;
  const colours = accentColours(text('accent'), scheme === 'dark' ? 'dark' : 'light');
  const { bubble, control } = corners[text('corners')] ?? { bubble: '16px', control: '8px' };
  const style: Variables = {
    '--chat-accent': colours.accent,
    '--chat-on-accent': colours.onAccent,
    '--chat-accent-text': colours.accentText,
    '--chat-radius': bubble,
    '--chat-control-radius': control,
  };
  return (
    <figure className={classes.figure} aria-label="How the chat will look">
      <Text component="figcaption" size="xs" c="dimmed">
        How it will look; visitors see it once it is saved
      </Text>
      <div className={`chat ${classes.page}`} data-scheme={scheme} data-position={text('position')} style={style}>
        <div className={classes.panel}>
          <div className={classes.header}>
            <div className={classes.names}>
              <strong dir="auto">{text('businessName')}</strong>
              <span>Bot</span>
            </div>
            <IconHeadset size={18} stroke={1.75} aria-hidden />
            <IconX size={18} stroke={1.75} aria-hidden />
          </div>
          <div className={classes.log}>
            {text('greeting') !== '' && (
              <p className={classes.greeting} dir="auto">
                {text('greeting')}
              </p>
            )}
            <Bubble tone="bot" side="start" label="Bot">
              <Markdown text="Hello, what can I do **for you**?" />
            </Bubble>
            <Bubble tone="customer" side="end" label="Visitor">
              <p>I would like an appointment</p>
            </Bubble>
          </div>
          {settings.poweredBy === true && <p className={classes.powered}>Powered by Baton</p>}
        </div>
        <span className={classes.launcher}>
          <IconMessageCircle size={24} stroke={1.75} aria-hidden />
          {text('launcherText') !== '' && <span dir="auto">{text('launcherText')}</span>}
        </span>
      </div>
    </figure>
  );
}
