import type { VisitorClientEvents, VisitorServerEvents, visitorNamespace } from '@baton/contracts';
import { io, type Socket } from 'socket.io-client';

/** What the server pushes, and whether it can. */
export interface LiveHandlers {
  /** Connected, for the first time or again: something may have been missed. */
  onUp(): void;
  onDown(): void;
  /** The server does not know this visitor (any more). */
  onRefused(): void;
  onChanged: VisitorServerEvents['changed'];
  onDelivery: VisitorServerEvents['delivery.changed'];
  onTyping: VisitorServerEvents['typing'];
}

/** The connection for news and typing. Commands never go this way. */
export interface Live {
  typing(typing: boolean): void;
  seen(seq: number, visible: boolean): void;
  close(): void;
}

export type ConnectLive = (token: () => string | null, handlers: LiveHandlers) => Live;

const namespace = '/visitor' satisfies typeof visitorNamespace;

export function liveOver(origin: string): ConnectLive {
  return (token, handlers) => {
    const socket: Socket<VisitorServerEvents, VisitorClientEvents> = io(origin + namespace, {
      auth: (answer) => answer({ token: token() }),
      // Polling would need every process behind a balancer to be sticky. Who blocks WebSockets asks for news instead.
      transports: ['websocket'],
      reconnectionDelayMax: 10_000,
    });
    socket.on('connect', handlers.onUp);
    socket.on('disconnect', (reason) => {
      handlers.onDown();
      // Only this reason is not followed by a new attempt.
      if (reason === 'io server disconnect') socket.connect();
    });
    socket.on('connect_error', () => {
      // Still active: the network failed and the client tries again. Otherwise the server's middleware said no.
      if (socket.active) handlers.onDown();
      else handlers.onRefused();
    });
    socket.on('changed', handlers.onChanged);
    socket.on('delivery.changed', handlers.onDelivery);
    socket.on('typing', handlers.onTyping);
    return {
      // Volatile: what was typed before a reconnect is no news after it.
      typing(typing) {
        socket.volatile.emit('typing', { typing });
      },
      seen(seq, visible) {
        if (socket.connected) socket.emit('seen', { seq, visible });
      },
      close() {
        socket.close();
      },
    };
  };
}
