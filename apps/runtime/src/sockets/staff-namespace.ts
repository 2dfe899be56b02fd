import { staffTypingSchema } from '@baton/contracts';
import type { Database } from '../db/client.ts';
import { whereIs } from '../db/transcript.ts';
import type { VisitorKey } from '../db/visitor.ts';
import type { Logger } from '../logging.ts';
import type { Authenticate, Clock } from '../services.ts';
import { createEventLimit } from './event-limit.ts';
import { isOwnOrigin } from './own-origin.ts';
import type { StaffPresence } from './presence.ts';
import { rooms, type StaffNamespace, type StaffSocket } from './socket-types.ts';

export interface StaffSocketDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly publicUrl: string | undefined;
  readonly authenticate: Authenticate;
  readonly presence: StaffPresence;
  readonly onTyping: (visitor: VisitorKey, typing: { typing: boolean; name: string }) => void;
}

/** How long a session that has ended elsewhere may go on listening. */
const RECHECK_MS = 60_000;

/** Lets members in by their session's cookie, and passes on who is there and who types. */
export function serveStaff(namespace: StaffNamespace, deps: StaffSocketDeps): { stop(): void } {
  const { authenticate, presence, clock, log, publicUrl } = deps;

  namespace.use((socket, next) => {
    const { headers } = socket.handshake;
    // Browsers send cookies along with sockets of any page: the page must be ours.
    if (!isOwnOrigin(headers, publicUrl)) return next(new Error('FORBIDDEN'));
    authenticate(headers).then(
      (session) => {
        if (!session) return next(new Error('UNAUTHORIZED'));
        socket.data.session = session;
        next();
      },
      (error: unknown) => {
        log.error({ err: error }, 'A socket could not be authenticated');
        // Not a refusal, which clients take for good: the connection is lost, and they come again by themselves.
        socket.conn.close();
        next(new Error('UNAVAILABLE'));
      },
    );
  });

  namespace.on('connection', (socket) => {
    const { session } = socket.data;
    const { workspace, user, canHandoff } = session;
    const own = [rooms.staff(workspace.id), rooms.member(workspace.id, user.id)];
    const joined = socket.join(canHandoff ? [...own, rooms.handoff(workspace.id)] : own);
    Promise.resolve(joined).catch((error: unknown) => log.error({ err: error }, 'A socket could not join its rooms'));
    presence.joined(session, socket.id);
    socket.on('disconnect', () => presence.left(session, socket.id));
    const within = createEventLimit(clock);
    socket.on('typing', (news: unknown) => {
      const parsed = staffTypingSchema.safeParse(news);
      if (!parsed.success || !within()) return;
      passTyping(socket, parsed.data).catch((error: unknown) => log.warn({ err: error }, 'Typing was not passed on'));
    });
  });

  async function passTyping(
    socket: StaffSocket,
    { conversationId, typing }: { conversationId: string; typing: boolean },
  ) {
    const { workspace, user } = socket.data.session;
    const place = await whereIs(deps.database, workspace.id, conversationId);
    // Only who answers is typing to the customer; a draft before a take-over is nobody's business.
    if (place?.mode !== 'human' || place.ownerId !== user.id) return;
    const { channelId, address } = place;
    deps.onTyping({ workspaceId: workspace.id, channelId, address }, { typing, name: user.name });
    socket.to(rooms.staff(workspace.id)).emit('typing', { conversationId, who: 'agent', name: user.name, typing });
  }

  async function recheck(): Promise<void> {
    for (const socket of namespace.sockets.values()) {
      const { session } = socket.data;
      const now = await authenticate(socket.handshake.headers).catch(() => session);
      const same = now?.workspace.id === session.workspace.id && now.canHandoff === session.canHandoff;
      if (!same) socket.disconnect(true);
    }
    schedule();
  }

  let cancel = () => {};
  function schedule(): void {
    cancel = clock.after(RECHECK_MS, () => {
      recheck().catch((error: unknown) => log.error({ err: error }, 'Sockets could not be checked again'));
    });
  }
  schedule();
  return { stop: () => cancel() };
}
