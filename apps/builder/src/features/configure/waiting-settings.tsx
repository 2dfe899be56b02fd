import { fallbacks } from '@baton/engine';
import { orpc } from '@baton/ui';
import { DurationField, fallbackWords, waitingTimes } from '@baton/ui/handoff-settings';
import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TemplateField } from '../../template-field/template-field.tsx';
import classes from './configure.module.css';
import type { SectionProps } from './section-props.ts';

const asWorkspace = 'workspace';

/** How long everybody may take, and what happens when nobody comes. What is not set here is as the workspace says. */
export function WaitingSettings({ settings, change }: SectionProps) {
  const { data: workspace } = useQuery(orpc.handoff.get.queryOptions());
  const fallback = settings.fallback ?? workspace?.fallback;

  return (
    <section className={classes.section}>
      <h3>Waiting</h3>
      <p>How long everybody may take, and what happens when nobody comes. Times left blank are the workspace’s.</p>
      <div className={classes.fields}>
        <div className={classes.pair}>
          {waitingTimes.map(({ key, ...words }) => (
            <DurationField
              key={key}
              {...words}
              seconds={settings[key]}
              inherited={workspace?.[key]}
              onChange={(seconds) => change({ [key]: seconds })}
            />
          ))}
        </div>
        <Radio.Group
          label="When nobody comes"
          value={settings.fallback ?? asWorkspace}
          onChange={(value) => change({ fallback: fallbacks.find((each) => each === value) ?? null })}
        >
          <Stack gap={8} mt={8}>
            <Radio
              value={asWorkspace}
              label="As the workspace says"
              description={workspace && fallbackWords[workspace.fallback]}
            />
            {fallbacks.map((each) => (
              <Radio key={each} value={each} label={fallbackWords[each]} />
            ))}
          </Stack>
        </Radio.Group>
        {fallback === 'message' ? (
          <TemplateField
            label="Message"
            placeholder="Nothing is sent"
            value={settings.fallbackMessage}
            onChange={(fallbackMessage) => change({ fallbackMessage })}
            path="configure.fallbackMessage"
          />
        ) : (
          <TemplateField
            label="Title of the form"
            value={settings.leadFormTitle}
            onChange={(leadFormTitle) => change({ leadFormTitle })}
            path="configure.leadFormTitle"
            singleLine
          />
        )}
      </div>
    </section>
  );
}
