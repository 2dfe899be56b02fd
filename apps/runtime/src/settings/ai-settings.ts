import type { AiSettings, AiView, Session } from '@baton/contracts';
import { recordAudit } from '../accounts/audit.ts';
import { AppError } from '../app-error.ts';
import { questionsOn } from '../db/ai-usage.ts';
import type { Database } from '../db/client.ts';
import { lockWorkspace } from '../db/lock-workspace.ts';
import { publishNoFlow, readAiSettings } from '../flows/no-flow.ts';
import type { Clock } from '../services.ts';

interface AiSettingsDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** The AI that is asked; null where none is set up. */
  readonly model: string | null;
}

/** What a workspace says about its AI, and how often it was asked today. */
export async function getAiSettings({ database, clock, model }: AiSettingsDeps, workspaceId: string): Promise<AiView> {
  const [settings, askedToday] = await Promise.all([
    readAiSettings(database.prisma, workspaceId),
    questionsOn(database, workspaceId, clock.now()),
  ]);
  return { ...settings, model, askedToday };
}

/** Changes what is given. It counts from the next message on, wherever no flow answers. */
export async function updateAiSettings(
  deps: AiSettingsDeps,
  session: Session,
  change: Partial<AiSettings>,
): Promise<AiView> {
  const workspaceId = session.workspace.id;
  await deps.database.prisma.$transaction(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    const before = await readAiSettings(tx, workspaceId);
    const ai = { ...before, ...change };
    if (ai.answers && ai.knowledge.trim() === '') {
      throw new AppError('BAD_REQUEST', {
        message: 'Write what the AI may answer from before it answers: it knows nothing else.',
      });
    }
    await tx.workspace.update({ where: { id: workspaceId }, data: { ai } });
    await publishNoFlow(tx, workspaceId, session.user.id);
    // The texts may be long, and whoever may read the audit may read them in Settings.
    await recordAudit(tx, session, 'ai.changed', Object.keys(change).join(', '));
  });
  return getAiSettings(deps, workspaceId);
}
