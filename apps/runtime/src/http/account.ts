import type { Auth } from '../accounts/auth.ts';
import {
  acceptInvitation,
  invite,
  listInvitations,
  revokeInvitation,
  viewInvitation,
} from '../accounts/invitations.ts';
import { type LiveMembers, listMembers, removeMember, updateMember } from '../accounts/members.ts';
import { completeSetup, isSetupNeeded } from '../accounts/setup.ts';
import type { Database } from '../db/client.ts';
import type { ApiContext } from './api-context.ts';
import { editorRoutes, memberRoutes, publicRoutes } from './routes.ts';
import { signIn } from './sign-in.ts';

interface Services {
  readonly database: Database;
  readonly auth: Auth;
  readonly live: LiveMembers;
  readonly publicUrl: string | undefined;
  /** There is a workspace now. */
  readonly onSetUp: () => Promise<void>;
}

export function accountRoutes({ database, auth, live, publicUrl, onSetUp }: Services) {
  const open = publicRoutes.account;
  const member = memberRoutes.account;
  const editor = editorRoutes.account;

  return open.router({
    session: member.session.handler(({ context }) => context.session),
    setup: {
      status: open.setup.status.handler(async () => ({ needed: await isSetupNeeded(database) })),
      complete: open.setup.complete.handler(async ({ input, context }) => {
        const { token, ...owner } = input;
        await completeSetup(database, owner, token);
        await onSetUp();
        await signIn(auth, owner, context);
        return { ok: true } as const;
      }),
    },
    members: {
      list: member.members.list.handler(async ({ context: { session } }) => ({
        members: await listMembers(database, live, session.workspace.id),
        invitations: session.canEdit ? await listInvitations(database, session.workspace.id) : [],
      })),
      invite: editor.members.invite.handler(async ({ input, context }) => {
        const { invitation, token } = await invite(database, context.session, input);
        return { invitation, url: `${publicUrl ?? originOf(context)}/join/${token}` };
      }),
      revoke: editor.members.revoke.handler(async ({ input, context }) => {
        await revokeInvitation(database, context.session, input.id);
        return { ok: true } as const;
      }),
      update: editor.members.update.handler(({ input, context }) =>
        updateMember(database, live, context.session, input),
      ),
      remove: editor.members.remove.handler(async ({ input, context }) => {
        await removeMember(database, live, context.session, input.userId);
        return { ok: true } as const;
      }),
    },
    invitation: {
      get: open.invitation.get.handler(({ input }) => viewInvitation(database, input.token)),
      accept: open.invitation.accept.handler(async ({ input, context }) => {
        const { email } = await acceptInvitation(database, input);
        await signIn(auth, { email, password: input.password }, context);
        return { ok: true } as const;
      }),
    },
  });
}

/** Where the inviter's browser reached us: where nothing else is configured, that is what they can pass on. */
function originOf({ protocol, host }: ApiContext): string {
  return `${protocol}://${host}`;
}
