import type { ApiMethods } from 'grammy/types';
import type { Method } from '../method.ts';
import { botMethods } from './bot.ts';
import { groupsMethods } from './groups.ts';
import { mediaMethods } from './media.ts';
import { messagesMethods } from './messages.ts';
import { updatesMethods } from './updates.ts';

/** What grammY's types say a method takes and answers. */
type Documented = {
  [Name in keyof ApiMethods]?: Method<
    Awaited<ReturnType<ApiMethods[Name]>>,
    keyof NonNullable<Parameters<ApiMethods[Name]>[0]>
  >;
};

const table = {
  ...botMethods,
  ...groupsMethods,
  ...mediaMethods,
  ...messagesMethods,
  ...updatesMethods,
} satisfies Documented;

const byName = new Map<string, Method<unknown, unknown>>(
  // "All methods in the Bot API are case-insensitive": https://core.telegram.org/bots/api#making-requests.
  Object.entries(table).map(([name, method]) => [name.toLowerCase(), method]),
);

/** The names of the methods that are emulated, as the documentation writes them. */
export const methodNames: readonly string[] = Object.keys(table);

export function findMethod(name: string): Method<unknown, unknown> | undefined {
  return byName.get(name.toLowerCase());
}
