import { fallbacks, type HandoffSettings, type Team } from '@baton/contracts';
import { DurationField, fallbackWords, HoursEditor, newHours, waitingTimes } from '@baton/ui/handoff-settings';
import { Radio, Stack } from '@mantine/core';
import classes from './settings.module.css';

type TeamHandoffSettings = Team['handoff'];

interface TeamHandoffProps {
  value: TeamHandoffSettings;
  /** What counts where neither the team nor the flow says anything. */
  workspace: HandoffSettings;
  /** `complete` is false while the hours miss something; what was complete before stays. */
  onChange: (change: Partial<TeamHandoffSettings>, complete?: boolean) => void;
}

const inherited = 'inherited';
const asOthers = 'As in the flow or the workspace';

/** Hours, timeouts and fallback of a team: what it leaves open is as in the flow that asks it, or else the workspace. */
export function TeamHandoff({ value, workspace, onChange }: TeamHandoffProps) {
  const { hours, fallback } = value;
  return (
    <Stack>
      <Radio.Group
        label="People are there"
        value={hours === null || hours === 'always' ? (hours ?? inherited) : 'own'}
        onChange={(kind) => onChange({ hours: startOf(kind, workspace.hours) }, true)}
      >
        <Stack gap={8} mt={8}>
          <Radio
            value={inherited}
            label={asOthers}
            description={`Where the flow has none: ${workspace.hours === null ? 'at any time' : 'the workspace’s hours'}`}
          />
          <Radio value="always" label="At any time" />
          <Radio value="own" label="At these hours" />
        </Stack>
      </Radio.Group>
      {hours !== null && hours !== 'always' && (
        <HoursEditor value={hours} onChange={(next) => onChange(next ? { hours: next } : {}, next !== null)} />
      )}
      <div className={classes.fields}>
        {waitingTimes.map(({ key, ...words }) => (
          <DurationField
            key={key}
            {...words}
            seconds={value[key]}
            inherited={workspace[key]}
            inheritedWords="As in the flow, or else"
            onChange={(seconds) => onChange({ [key]: seconds })}
          />
        ))}
      </div>
      <Radio.Group
        label="When nobody comes"
        value={fallback ?? inherited}
        onChange={(chosen) => onChange({ fallback: fallbacks.find((each) => each === chosen) ?? null })}
      >
        <Stack gap={8} mt={8}>
          <Radio
            value={inherited}
            label={asOthers}
            description={`Where the flow says nothing: ${lowerFirst(fallbackWords[workspace.fallback])}`}
          />
          {fallbacks.map((each) => (
            <Radio key={each} value={each} label={fallbackWords[each]} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

/** What a team says of its own, in a few words; null where it says nothing. */
export function ownWords({ hours, fallback, ...times }: TeamHandoffSettings): string | null {
  const waits = fallback !== null || Object.values(times).some((seconds) => seconds !== null);
  const parts = [
    hours === 'always' ? 'there at any time' : hours && 'hours of its own',
    waits && 'waiting times or fallback of its own',
  ].filter((part) => typeof part === 'string');
  return parts.length === 0 ? null : upperFirst(parts.join(' · '));
}

/** Own hours begin as the workspace's are. */
function startOf(kind: string, workspaceHours: HandoffSettings['hours']): TeamHandoffSettings['hours'] {
  if (kind === 'own') return workspaceHours ?? newHours();
  return kind === 'always' ? 'always' : null;
}

function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function upperFirst(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
