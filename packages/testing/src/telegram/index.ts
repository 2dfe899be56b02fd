export type { EmulatedGroup, GroupWish } from './control/group.ts';
export type { FileWish, Person, PrivateTalk } from './control/person.ts';
export type { Fault } from './faults.ts';
export type { TelegramEmulator } from './start-telegram-emulator.ts';
export { startTelegramEmulator } from './start-telegram-emulator.ts';
export type { EmulatedBot, StoredMessage } from './world.ts';
