import {
  type BotLanguage,
  type Configure,
  type EffectiveConfigure,
  type HandoffOverrides,
  type HandoffRules,
  type HandoffSettings,
  type HoursNow,
  handoffOverridesSchema,
  readHandoffSettings,
  resolveHandoffSettings,
  type WorkingHours,
} from '@baton/engine';
import { hoursAt } from '@baton/hours';
import { z } from 'zod';

/** What a workspace and its teams say about handoffs, as stored: JSON. */
export interface StoredHandoff {
  readonly workspaceHandoff: string;
  /** By the id of the team, those that say something; null where none does. */
  readonly teamHandoffs: string | null;
}

/** What counts in a flow at one moment. */
export interface PolicyNow extends HoursNow {
  readonly configure: EffectiveConfigure;
  readonly teams: Readonly<Record<string, HandoffRules>>;
}

/** What holds for handoffs now. What is read is kept until it changes, so that a turn hardly pays for it. */
export interface HandoffPolicy {
  /**
   * A flow's Configure with what it leaves to the workspace, and what its teams say instead. Windows are in words of
   * the flow's language, where no other is named.
   */
  at(workspaceId: string, stored: StoredHandoff, configure: Configure, at: number, language?: BotLanguage): PolicyNow;
}

/** How many workspaces stay ready; the one that was made ready first goes first. */
const KEPT = 1_000;
/** An answer that no window limits is looked at again after this. */
const DAY_MS = 24 * 60 * 60 * 1000;

interface Answer {
  readonly from: number;
  readonly until: number;
  readonly now: HoursNow;
}

export function createHandoffPolicy(): HandoffPolicy {
  const read = createReader();
  const answers = new WeakMap<WorkingHours, Map<BotLanguage, Answer>>();

  function hoursNow(hours: WorkingHours | null, at: number, language: BotLanguage): HoursNow {
    if (hours === null) return { closed: null, nextOpening: null };
    const ofHours = answers.get(hours) ?? new Map<BotLanguage, Answer>();
    const known = ofHours.get(language);
    // A clock that was set back makes an answer as old as one that has run out.
    if (known && known.from <= at && at < known.until) return known.now;
    const answer = { from: at, ...look(hours, at, language) };
    answers.set(hours, ofHours.set(language, answer));
    return answer.now;
  }

  return {
    at(workspaceId, stored, flow, at, language = flow.language) {
      const { workspace, teams } = read(workspaceId, stored);
      const rules = (team: HandoffOverrides | null): HandoffRules => {
        const settings = resolveHandoffSettings({ team, flow, workspace });
        return { ...settings, ...hoursNow(settings.hours, at, language) };
      };
      const { closed, nextOpening, ...settings } = rules(null);
      return {
        configure: { ...flow, ...settings },
        closed,
        nextOpening,
        teams: Object.fromEntries(teams.map(([id, overrides]) => [id, rules(overrides)])),
      };
    },
  };
}

interface Parsed {
  readonly workspace: HandoffSettings;
  readonly teams: readonly (readonly [id: string, overrides: HandoffOverrides])[];
}

const teamsSchema = z.record(z.string(), handoffOverridesSchema);

/** Parses each workspace's texts once: most turns find what they had before. */
function createReader(): (workspaceId: string, stored: StoredHandoff) => Parsed {
  const known = new Map<string, { readonly stored: StoredHandoff; readonly parsed: Parsed }>();
  return (workspaceId, stored) => {
    const { workspaceHandoff, teamHandoffs } = stored;
    const before = known.get(workspaceId);
    if (before?.stored.workspaceHandoff === workspaceHandoff && before.stored.teamHandoffs === teamHandoffs) {
      return before.parsed;
    }
    const parsed = {
      workspace: readHandoffSettings(JSON.parse(workspaceHandoff)),
      teams: teamHandoffs === null ? [] : Object.entries(teamsSchema.parse(JSON.parse(teamHandoffs))),
    };
    known.delete(workspaceId);
    known.set(workspaceId, { stored: { workspaceHandoff, teamHandoffs }, parsed });
    const oldest = known.keys().next().value;
    if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
    return parsed;
  };
}

function look(hours: WorkingHours, at: number, language: BotLanguage): { until: number; now: HoursNow } {
  const status = hoursAt(hours, at, language);
  if (status.open) {
    const { closesAt } = status;
    if (closesAt === null) return { until: at + DAY_MS, now: { closed: null, nextOpening: null } };
    const after = hoursAt(hours, closesAt);
    return { until: closesAt, now: { closed: null, nextOpening: after.open ? null : (after.next?.opensAt ?? null) } };
  }
  const { next } = status;
  const closed = { next: next && { opensAt: next.opensAt, words: next.words } };
  // The words name the date of a window that is far away, and only the weekday of a near one.
  const until = Math.min(next?.opensAt ?? at + DAY_MS, at + DAY_MS);
  return { until, now: { closed, nextOpening: next?.opensAt ?? null } };
}
