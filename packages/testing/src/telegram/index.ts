export type { Person, PrivateTalk } from './control/person.ts';
export type { Fault } from './faults.ts';
export type { TelegramEmulator } from './start-telegram-emulator.ts';
export { startTelegramEmulator } from './start-telegram-emulator.ts';
export type { EmulatedBot } from './world.ts';
