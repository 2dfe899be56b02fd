export type { Person } from './cloud/person.ts';
export type { CloudEmulator } from './cloud/start-cloud-emulator.ts';
export { startCloudEmulator } from './cloud/start-cloud-emulator.ts';
export { signatureOf } from './cloud/webhook.ts';
export type { EmulatedNumber } from './cloud/world.ts';
export type { WebEmulator } from './web/start-web-emulator.ts';
export { startWebEmulator } from './web/start-web-emulator.ts';
