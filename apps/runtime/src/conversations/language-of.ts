import type { BotLanguage } from '@baton/engine';
import type { Database } from '../db/client.ts';
import { readConfigureVersion } from '../db/configure-version.ts';
import type { VisitorKey } from '../db/visitor.ts';
import type { FlowVersions } from './flow-versions.ts';

/** The language of the flow that a customer is in, else of the one that would answer them. */
export async function languageOf(
  { database, versions }: { readonly database: Database; readonly versions: FlowVersions },
  visitor: VisitorKey,
): Promise<BotLanguage> {
  const versionId = await readConfigureVersion(database, visitor);
  return versionId === null ? 'en' : (await versions.get(visitor.workspaceId, versionId)).configure.language;
}
