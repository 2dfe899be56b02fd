import { defineExecutor } from '@baton/engine';
import type { FormData } from '../form-definition.ts';
import { formExecution } from '../form-executor.ts';

export const executor = defineExecutor<FormData>({ ...formExecution, type: 'form' });
