// The registry of editors: one line per node type. `node-editors.ts` keys them by their `type`.
export { editor as aiReply } from './ai-reply/editor.tsx';
export { editor as choice } from './choice/editor.tsx';
export { editor as condition } from './condition/editor.tsx';
export { editor as end } from './end/editor.tsx';
export { editor as form } from './form/editor.tsx';
export { editor as handoff } from './handoff/editor.tsx';
export { editor as message } from './message/editor.tsx';
export { editor as preHandoffForm } from './pre-handoff-form/editor.tsx';
export { editor as question } from './question/editor.tsx';
export { editor as rating } from './rating/editor.tsx';
export { editor as setValue } from './set-value/editor.tsx';
export { editor as start } from './start/editor.tsx';
export { editor as submit } from './submit/editor.tsx';
