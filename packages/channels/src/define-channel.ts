import { type Json, toJsonObject } from '@baton/engine';
import { z } from 'zod';
import type { ChannelCapabilities } from './channel-adapter.ts';
import { type SettingsField, settingsFields } from './settings-fields.ts';

/** A channel type as everybody knows it: pure data. Browsers load it; what it does at run time is its adapter. */
export interface ChannelDefinition<Settings extends object = object> {
  type: string;
  /** As people call it: "Website chat". */
  title: string;
  description: string;
  /** Name of an icon of `@tabler/icons-react`. */
  icon: string;
  capabilities: ChannelCapabilities;
  /** What an owner sets for one channel of this type. Every field has a default. */
  settings: z.core.$ZodType<Settings>;
  /** How an account at a provider is connected, the first being the usual one. None: nothing to connect. */
  ways?: readonly ConnectionWay[];
}

/** One way to connect a channel to an account at a provider. */
export interface ConnectionWay {
  key: string;
  title: string;
  description: string;
  /** What an owner must know before they choose it. */
  warning?: string;
  /** What opens the account: stored encrypted, and never shown again. */
  secrets: readonly ChannelSecret[];
  /** Only the process that keeps the connection can send: what it needs for that is there. */
  keeperSends?: true;
  /** The webhook's address and verify token are pasted at the provider by the owner: what to do there, step by step. */
  webhookSteps?: readonly string[];
}

/** A secret as Settings ask for it. */
export interface ChannelSecret {
  key: string;
  title: string;
  /** Where its owner finds it. */
  description: string;
  /** May be left out. */
  optional?: true;
  /** Nothing that opens anything, such as an account's number: shown as it is typed. */
  open?: true;
}

/** A definition whose settings have been sealed behind their schema, as the registry holds it. */
export interface SealedChannelDefinition extends Omit<ChannelDefinition, 'settings'> {
  ways: readonly ConnectionWay[];
  /** The settings as a form shows them. */
  settingsFields(): readonly SettingsField[];
  /** Checks settings and fills in what is missing; `problems` are sentences for a person. */
  parseSettings(settings: unknown): { ok: true; settings: { [key: string]: Json } } | { ok: false; problems: string[] };
}

/** Seals a channel type for the registry. */
export function defineChannel<Settings extends object>(
  definition: ChannelDefinition<Settings>,
): SealedChannelDefinition {
  const { settings: schema, ways = [], ...rest } = definition;
  return {
    ...rest,
    ways,
    settingsFields: () => settingsFields(schema),
    parseSettings(settings) {
      const parsed = z.safeParse(schema, settings);
      if (parsed.success) return { ok: true, settings: toJsonObject(parsed.data) };
      const problems = parsed.error.issues.map(({ path, message }) =>
        path.length === 0 ? message : `${path.join('.')}: ${message}`,
      );
      return { ok: false, problems };
    },
  };
}
