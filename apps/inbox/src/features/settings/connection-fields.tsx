import { channelDefinitions } from '@baton/channels/definitions';
import { Alert, Radio, Stack } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { SecretInputs } from './secret-inputs.tsx';
import classes from './settings.module.css';

/** How a channel is to be connected, as it is being filled in. */
export interface ConnectionWish {
  way: string;
  secrets: Record<string, string>;
}

/** Nothing filled in yet: by the way that was chosen before, or the usual one of a type. */
export function emptyWish(type: string, before?: string | null): ConnectionWish {
  return { way: before ?? channelDefinitions[type]?.ways[0]?.key ?? '', secrets: {} };
}

interface ConnectionFieldsProps {
  type: string;
  wish: ConnectionWish;
  onChange: (wish: ConnectionWish) => void;
}

/** The ways to connect a channel where there are several, what to know about the chosen one, and what opens it. */
export function ConnectionFields({ type, wish, onChange }: ConnectionFieldsProps) {
  const ways = channelDefinitions[type]?.ways ?? [];
  const chosen = ways.find(({ key }) => key === wish.way);
  return (
    <>
      {ways.length > 1 && (
        <Radio.Group
          label="How to connect"
          value={wish.way}
          // What is common to several ways, such as nothing, is not carried over: it may mean another account.
          onChange={(way) => onChange({ way, secrets: {} })}
        >
          <Stack gap={8} mt={4}>
            {ways.map(({ key, title, description }) => (
              <Radio.Card key={key} value={key} className={classes.way}>
                <Radio.Indicator mt={2} />
                <span>
                  <span className={classes.wayTitle}>{title}</span>
                  <span className={classes.wayDescription}>{description}</span>
                </span>
              </Radio.Card>
            ))}
          </Stack>
        </Radio.Group>
      )}
      {chosen?.warning && (
        <Alert color="amber" p="sm" icon={<IconAlertTriangle size={18} stroke={1.75} />}>
          {chosen.warning}
        </Alert>
      )}
      <SecretInputs
        fields={chosen?.secrets ?? []}
        values={wish.secrets}
        onChange={(secrets) => onChange({ ...wish, secrets })}
      />
    </>
  );
}
