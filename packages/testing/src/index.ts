export type { FlowBuilder } from './build-flow.ts';
export { buildFlow } from './build-flow.ts';
export { greetingFlow, handoffFlow, loopingFlow } from './sample-documents.ts';
export { gif, inParts, jpegHeldSideways, pdf, png, zipOf } from './sample-files.ts';
