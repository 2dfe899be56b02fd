import {
  type BotLanguage,
  type Closed,
  type Configure,
  type EffectiveConfigure,
  type HandoffOverrides,
  type HandoffSettings,
  readHandoffSettings,
  resolveHandoffSettings,
  type WorkingHours,
} from '@baton/engine';
import { hoursAt } from '@baton/hours';

/** What holds for handoffs now. Both answers are kept until they change, so that a turn hardly pays for them. */
export interface HandoffPolicy {
  /** A flow's Configure, with what it leaves to its team and its workspace. `workspace` is as stored, JSON. */
  effective(
    workspaceId: string,
    levels: { readonly team: HandoffOverrides | null; readonly configure: Configure; readonly workspace: string },
  ): EffectiveConfigure;
  /** Null while people are at work; else the next window, in words of that language. */
  closed(hours: WorkingHours | null, at: number, language: BotLanguage): Closed | null;
}

/** How many workspaces stay ready; the one that was made ready first goes first. */
const KEPT = 1_000;
/** An answer that no window limits is looked at again after this. */
const DAY_MS = 24 * 60 * 60 * 1000;

interface Answer {
  readonly from: number;
  readonly until: number;
  readonly closed: Closed | null;
}

export function createHandoffPolicy(): HandoffPolicy {
  const workspaces = new Map<string, { readonly text: string; readonly settings: HandoffSettings }>();
  const answers = new WeakMap<WorkingHours, Map<BotLanguage, Answer>>();

  /** Parsed once: most turns find the text that they had before. */
  function settingsOf(workspaceId: string, text: string): HandoffSettings {
    const known = workspaces.get(workspaceId);
    if (known?.text === text) return known.settings;
    const settings = readHandoffSettings(JSON.parse(text));
    workspaces.delete(workspaceId);
    workspaces.set(workspaceId, { text, settings });
    const oldest = workspaces.keys().next().value;
    if (workspaces.size > KEPT && oldest !== undefined) workspaces.delete(oldest);
    return settings;
  }

  return {
    effective(workspaceId, { team, configure, workspace }) {
      const levels = { team, flow: configure, workspace: settingsOf(workspaceId, workspace) };
      return { ...configure, ...resolveHandoffSettings(levels) };
    },
    closed(hours, at, language) {
      if (hours === null) return null;
      const ofHours = answers.get(hours) ?? new Map<BotLanguage, Answer>();
      const known = ofHours.get(language);
      // A clock that was set back makes an answer as old as one that has run out.
      if (known && known.from <= at && at < known.until) return known.closed;
      const answer = { from: at, ...look(hours, at, language) };
      answers.set(hours, ofHours.set(language, answer));
      return answer.closed;
    },
  };
}

function look(hours: WorkingHours, at: number, language: BotLanguage): { until: number; closed: Closed | null } {
  const status = hoursAt(hours, at, language);
  if (status.open) return { until: status.closesAt ?? at + DAY_MS, closed: null };
  const { next } = status;
  const closed = { next: next && { opensAt: next.opensAt, words: next.words } };
  // The words name the date of a window that is far away, and only the weekday of a near one.
  return { until: Math.min(next?.opensAt ?? at + DAY_MS, at + DAY_MS), closed };
}
