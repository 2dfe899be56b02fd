import type { Configure } from '@baton/engine';
import { orpc } from '@baton/ui';
import { HoursEditor, newHours } from '@baton/ui/handoff-settings';
import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import classes from './configure.module.css';
import type { SectionProps } from './section-props.ts';

/** When people are there for this flow: as for the whole workspace, always, or at hours of its own. */
export function HoursSettings({ settings, change }: SectionProps) {
  const { data: workspace } = useQuery(orpc.handoff.get.queryOptions());
  const { hours } = settings;
  const workspaceWords = workspace && (workspace.hours === null ? 'At any time' : 'At the workspace’s hours');

  return (
    <section className={classes.section}>
      <h3>Working hours</h3>
      <p>Outside of them nobody is alerted: the customer reads when you are back, and can leave a message.</p>
      <div className={classes.fields}>
        <Radio.Group
          label="People are there"
          value={kindOf(hours)}
          onChange={(kind) => change({ hours: startOf(kind, workspace?.hours ?? null) })}
        >
          <Stack gap={8} mt={8}>
            <Radio value="workspace" label="As the workspace says" description={workspaceWords} />
            <Radio value="always" label="At any time" />
            <Radio value="own" label="At these hours" />
          </Stack>
        </Radio.Group>
        {hours !== null && hours !== 'always' && (
          // While something is missing, what was complete before stays in the draft.
          <HoursEditor value={hours} onChange={(next) => next && change({ hours: next })} />
        )}
      </div>
    </section>
  );
}

function kindOf(hours: Configure['hours']): 'workspace' | 'always' | 'own' {
  if (hours === null) return 'workspace';
  return hours === 'always' ? 'always' : 'own';
}

/** Own hours begin as the workspace's are. */
function startOf(kind: string, workspaceHours: ReturnType<typeof newHours> | null): Configure['hours'] {
  if (kind === 'own') return workspaceHours ?? newHours();
  return kind === 'always' ? 'always' : null;
}
