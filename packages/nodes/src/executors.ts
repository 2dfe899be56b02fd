// The registry of executors: one line per node type. `node-executors.ts` keys them by their `type`.
export { executor as aiReply } from './ai-reply/executor.ts';
export { executor as choice } from './choice/executor.ts';
export { executor as condition } from './condition/executor.ts';
export { executor as end } from './end/executor.ts';
export { executor as form } from './form/executor.ts';
export { executor as handoff } from './handoff/executor.ts';
export { executor as message } from './message/executor.ts';
export { executor as preHandoffForm } from './pre-handoff-form/executor.ts';
export { executor as question } from './question/executor.ts';
export { executor as rating } from './rating/executor.ts';
export { executor as setValue } from './set-value/executor.ts';
export { executor as start } from './start/executor.ts';
export { executor as submit } from './submit/executor.ts';
