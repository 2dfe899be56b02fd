export type { AiStub, AiStubAnswer, AiStubRequest } from './start-ai-stub.ts';
export { obedient, startAiStub } from './start-ai-stub.ts';
