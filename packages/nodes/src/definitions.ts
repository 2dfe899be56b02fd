// The registry of definitions: one line per node type. `node-definitions.ts` keys them by their `type`.
export { definition as aiReply } from './ai-reply/definition.ts';
export { definition as choice } from './choice/definition.ts';
export { definition as condition } from './condition/definition.ts';
export { definition as end } from './end/definition.ts';
export { definition as form } from './form/definition.ts';
export { definition as handoff } from './handoff/definition.ts';
export { definition as message } from './message/definition.ts';
export { definition as preHandoffForm } from './pre-handoff-form/definition.ts';
export { definition as question } from './question/definition.ts';
export { definition as rating } from './rating/definition.ts';
export { definition as setValue } from './set-value/definition.ts';
export { definition as start } from './start/definition.ts';
export { definition as submit } from './submit/definition.ts';
