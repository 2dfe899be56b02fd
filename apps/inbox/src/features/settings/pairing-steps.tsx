import type { ChannelConnection } from '@baton/contracts';
import { List, Text } from '@mantine/core';
import { useMemo } from 'react';
import { encode } from 'uqr';
import classes from './settings.module.css';

/** What the owner does with the phone of the account: scan a code that is renewed by itself, or type one. */
export function PairingSteps({ pairing }: { pairing: NonNullable<ChannelConnection['pairing']> }) {
  return (
    <div className={classes.pairing}>
      {pairing.qr !== null && <QrCode text={pairing.qr} />}
      <div>
        <Text fw={500}>
          {pairing.code === null ? 'Scan this code with the phone' : 'Type this code into the phone'}
        </Text>
        {pairing.code !== null && <output className={classes.pairingCode}>{spaced(pairing.code)}</output>}
        <List type="ordered" size="sm" mt={4} c="dimmed">
          <List.Item>Open WhatsApp on the phone of this number.</List.Item>
          <List.Item>Open Settings, Linked devices, Link a device.</List.Item>
          <List.Item>
            {pairing.code === null ? 'Point the phone at the code.' : 'Choose “Link with phone number instead”.'}
          </List.Item>
        </List>
      </div>
    </div>
  );
}

const QUIET = 4;

/** Dark on light in both schemes: phones read no other. */
function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => {
    const { data } = encode(text, { border: QUIET });
    const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
    return { size: data.length, path: dark.join('') };
  }, [text]);
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code to link this number">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}

function spaced(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
