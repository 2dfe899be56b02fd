import { type MessageTemplate, TemplatesUnavailable } from '@baton/channels/channel-adapter';
import type { ConversationDetail, Session } from '@baton/contracts';
import type { TemplateUse } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { ChannelSupervisor } from '../channels/channel-supervisor.ts';
import type { Database } from '../db/client.ts';
import { whereIs } from '../db/transcript.ts';
import type { StaffCommands } from './staff-commands.ts';

interface Deps {
  readonly database: Database;
  readonly channels: Pick<ChannelSupervisor, 'adapter'>;
}

/** What can be sent to a conversation's customer when nothing else may; none on a channel without templates. */
export async function listTemplates({ database, channels }: Deps, session: Session, id: string) {
  const workspaceId = session.workspace.id;
  const place = await whereIs(database, workspaceId, id);
  if (!place) throw new AppError('NOT_FOUND');
  const adapter = await channels.adapter({ workspaceId, channelId: place.channelId });
  try {
    return (await adapter?.templates?.()) ?? [];
  } catch (error) {
    if (error instanceof TemplatesUnavailable) throw new AppError('BAD_REQUEST', { message: error.message });
    throw error;
  }
}

/** Sends a template with its blanks filled in; staff read it as the customer does. */
export async function sendTemplate(
  deps: Deps & { readonly staff: Pick<StaffCommands, 'replyByTemplate'> },
  session: Session,
  input: { readonly id: string; readonly commandId: string; readonly clientId: string; readonly template: TemplateUse },
): Promise<ConversationDetail> {
  const { template: use, ...command } = input;
  const templates = await listTemplates(deps, session, input.id);
  const template = templates.find(({ name, language }) => name === use.name && language === use.language);
  if (!template) {
    throw new AppError('BAD_REQUEST', { message: `There is no approved template “${use.name}” in ${use.language}.` });
  }
  const parameters = template.parameters.map(({ name }) => ({ name, value: filledIn(use, name) }));
  const text = filled(template, parameters);
  return deps.staff.replyByTemplate(session, { ...command, text, template: { ...use, parameters } });
}

function filledIn({ parameters }: TemplateUse, name: string): string {
  // What a provider takes is one line: https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes, 132018.
  const value =
    parameters
      .find((each) => each.name === name)
      ?.value.replace(/\s+/g, ' ')
      .trim() ?? '';
  if (value === '') throw new AppError('BAD_REQUEST', { message: `Fill in ${name} of the template.` });
  return value;
}

function filled({ text }: MessageTemplate, parameters: TemplateUse['parameters']): string {
  return text.replace(/\{\{(\d+)\}\}/g, (blank, number: string) => parameters[Number(number) - 1]?.value ?? blank);
}
