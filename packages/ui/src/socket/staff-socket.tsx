import { type StaffClientEvents, type StaffServerEvents, staffNamespace } from '@baton/contracts';
import { createContext, type ReactNode, use, useEffect, useMemo, useRef, useState } from 'react';
import { io, type Socket } from 'socket.io-client';

type StaffSocket = Socket<StaffServerEvents, StaffClientEvents>;

export interface StaffConnection {
  /** `connecting` only before the first connection; after that `offline` until it is back. */
  status: 'connecting' | 'online' | 'offline';
  /** Counts connections: when it rises, news may have been missed, so what is on screen is fetched again. */
  generation: number;
  socket: StaffSocket | null;
}

const StaffSocketContext = createContext<StaffConnection>({ status: 'connecting', generation: 0, socket: null });

/** Holds the one live connection of a staff app. Put it inside what only signed-in people see. */
export function StaffSocketProvider({ children }: { children: ReactNode }) {
  const [socket, setSocket] = useState<StaffSocket | null>(null);
  const [status, setStatus] = useState<StaffConnection['status']>('connecting');
  const [generation, setGeneration] = useState(0);

  useEffect(() => {
    const created: StaffSocket = io(staffNamespace, { reconnectionDelayMax: 4000 });
    const onConnect = () => {
      setStatus('online');
      setGeneration((count) => count + 1);
    };
    const onAway = () => setStatus((before) => (before === 'connecting' ? before : 'offline'));
    // Refused for another reason than the network, Socket.IO does not come back by itself.
    const onDisconnect = (reason: string) => {
      onAway();
      if (reason === 'io server disconnect') created.connect();
    };
    created.on('connect', onConnect).on('disconnect', onDisconnect).on('connect_error', onAway);
    // The browser knows about the network before a missed heartbeat does.
    const onOffline = () => setStatus('offline');
    const onOnline = () => {
      // Still connected, but what was asked for meanwhile has failed: that is a reconnection too.
      if (created.connected) onConnect();
      else created.connect();
    };
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', onOnline);
    setSocket(created);
    return () => {
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
      created.disconnect();
    };
  }, []);

  const connection = useMemo(() => ({ status, generation, socket }), [status, generation, socket]);
  return <StaffSocketContext value={connection}>{children}</StaffSocketContext>;
}

/** The live connection: its state, and the socket to send typing on. */
export function useStaffSocket(): StaffConnection {
  return use(StaffSocketContext);
}

/** Calls the handlers (always the newest ones) for the server's news. */
export function useStaffEvents(handlers: Partial<StaffServerEvents>): void {
  const { socket } = useStaffSocket();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    if (!socket) return;
    // Spelled out, because the type checker cannot follow an event's name through a loop.
    const on: StaffServerEvents = {
      'conversation.changed': (news) => latest.current['conversation.changed']?.(news),
      'delivery.changed': (news) => latest.current['delivery.changed']?.(news),
      'message.edited': (news) => latest.current['message.edited']?.(news),
      'contact.changed': () => latest.current['contact.changed']?.(),
      typing: (news) => latest.current.typing?.(news),
      'presence.changed': (news) => latest.current['presence.changed']?.(news),
      'operators.changed': () => latest.current['operators.changed']?.(),
      'handoff.ringing': (news) => latest.current['handoff.ringing']?.(news),
      'handoff.settled': (news) => latest.current['handoff.settled']?.(news),
      'operator.notice': (news) => latest.current['operator.notice']?.(news),
    };
    socket.on('conversation.changed', on['conversation.changed']);
    socket.on('delivery.changed', on['delivery.changed']);
    socket.on('message.edited', on['message.edited']);
    socket.on('contact.changed', on['contact.changed']);
    socket.on('typing', on.typing);
    socket.on('presence.changed', on['presence.changed']);
    socket.on('operators.changed', on['operators.changed']);
    socket.on('handoff.ringing', on['handoff.ringing']);
    socket.on('handoff.settled', on['handoff.settled']);
    socket.on('operator.notice', on['operator.notice']);
    return () => {
      socket.off('conversation.changed', on['conversation.changed']);
      socket.off('delivery.changed', on['delivery.changed']);
      socket.off('message.edited', on['message.edited']);
      socket.off('contact.changed', on['contact.changed']);
      socket.off('typing', on.typing);
      socket.off('presence.changed', on['presence.changed']);
      socket.off('operators.changed', on['operators.changed']);
      socket.off('handoff.ringing', on['handoff.ringing']);
      socket.off('handoff.settled', on['handoff.settled']);
      socket.off('operator.notice', on['operator.notice']);
    };
  }, [socket]);
}
