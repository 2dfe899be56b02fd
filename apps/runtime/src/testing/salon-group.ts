import type { EmulatedBot, EmulatedGroup, GroupWish, Person, TelegramEmulator } from '@baton/testing/telegram';
import { z } from 'zod';
import type { TestClient } from './test-client.ts';

/** A group in which operators answer, as somebody connects it by a link. */
export interface SalonGroup {
  readonly group: EmulatedGroup;
  /** What was written to connect it: the link, as anybody could write it again. */
  readonly start: string;
}

/** Makes a group with a person and the bot as its administrator, and makes it the operators'. */
export async function connectGroup(
  { staff, telegram, bot, by }: { staff: TestClient; telegram: TelegramEmulator; bot: EmulatedBot; by: Person },
  wish: GroupWish,
): Promise<SalonGroup> {
  const group = telegram.group(wish);
  group.join(by);
  group.promote(bot);
  const { url } = z.object({ url: z.string() }).parse((await staff.post('/api/telegram-operators/group-links')).body);
  const start = `/start@${bot.me.username} ${new URL(url).searchParams.get('startgroup')}`;
  group.say(by, start);
  await telegram.until('it is connected', () =>
    group.messages.some(({ text }) => text?.startsWith('This group is connected')),
  );
  return { group, start };
}

/** What the bot has written into the topic of that name. */
export function topicOf(group: EmulatedGroup, name: string) {
  const threadId = [...group.topics].find(([, topic]) => topic.name === name)?.[0];
  const messages = group.messages.filter((each) => each.message_thread_id === threadId && each.from.is_bot);
  return { threadId, messages, texts: messages.map(({ text, caption }) => text ?? caption ?? '') };
}
