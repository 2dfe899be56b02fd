import type { Refusal } from '@baton/engine';
import { AppError } from '../app-error.ts';
import type { Executed } from './execution.ts';

/** The machine's refusals in the API's codes: the one place that knows both. */
function refusalError(refusal: Refusal): AppError {
  switch (refusal.code) {
    case 'taken_by':
      return new AppError('TAKEN_BY', {
        message: `${refusal.name} took this conversation.`,
        data: { name: refusal.name },
      });
    case 'not_owner':
      return new AppError('NOT_OWNER', {
        message: `${refusal.name} is answering this conversation.`,
        data: { name: refusal.name },
      });
    case 'ended':
      return new AppError('ENDED');
    case 'newer_open':
      return new AppError('NEWER_OPEN', { data: { conversationId: refusal.conversationId } });
    case 'outside_window':
      return new AppError('OUTSIDE_WINDOW');
    case 'nobody_there':
      return new AppError('NOBODY_THERE', {
        message: `Nobody ${refusal.team === null ? 'else' : `else of ${refusal.team}`} can take it now, so it stays where it is.`,
      });
    case 'not_allowed':
      return new AppError('FORBIDDEN');
    case 'not_possible':
      return new AppError('NOT_POSSIBLE', { data: { mode: refusal.mode } });
  }
}

/** Throws what a client must be told; whatever was carried out, now or before, is a success. */
export function assertExecuted(executed: Executed): void {
  if (executed.status === 'refused') throw refusalError(executed.refusal);
  if (executed.status === 'missing') throw new AppError('NOT_FOUND');
  if (executed.status === 'no_flow') throw new AppError('NO_PUBLISHED_FLOW');
}
