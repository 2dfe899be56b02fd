import type { ConversationDetail } from '@baton/contracts';
import { useSession, useStaffEvents } from '@baton/ui';
import { useEffect, useRef, useState } from 'react';

/** Without news for this long, somebody has stopped typing: "stopped" may have got lost. */
const FORGET_MS = 6000;

/** Who is typing in a conversation right now, by name, without me. */
export function useTypingNames({ id, contact }: ConversationDetail): string[] {
  const { user } = useSession();
  const [names, setNames] = useState<string[]>([]);
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());

  useStaffEvents({
    typing: (news) => {
      const name = news.who === 'customer' ? contact.name : news.name;
      if (news.conversationId !== id || (news.who === 'agent' && name === user.name)) return;
      const without = (before: string[]) => before.filter((known) => known !== name);
      clearTimeout(timers.current.get(name));
      setNames((before) => (news.typing ? [...without(before), name] : without(before)));
      if (news.typing)
        timers.current.set(
          name,
          setTimeout(() => setNames(without), FORGET_MS),
        );
    },
  });

  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending.values()) clearTimeout(timer);
    };
  }, []);
  return names;
}
