import { contract } from '@baton/contracts';
import { implement, ORPCError } from '@orpc/server';
import { AppError } from '../app-error.ts';
import type { ApiContext } from './api-context.ts';
import { RETRY_AFTER_SECONDS, toApiError } from './api-error.ts';

// The order matters: errors are translated outermost, and who may call is settled before the input is looked at.

/** Routes that anybody may call. */
export const publicRoutes = implement(contract)
  .$context<ApiContext>()
  .use(async ({ context, next, path }) => {
    try {
      return await next();
    } catch (thrown) {
      const { error, fault } = toApiError(thrown);
      if (fault) context.log.error({ err: thrown, route: path.join('.') }, 'A request failed');
      if (error.code === 'UNAVAILABLE') context.resHeaders.set('retry-after', String(RETRY_AFTER_SECONDS));
      throw new ORPCError(error.code, { status: error.status, message: error.message, data: error.data });
    }
  });

/** Routes for members of a workspace: `context.session` says which one and what they may do. */
export const memberRoutes = publicRoutes.use(async ({ context, next }) => {
  const session = await context.authenticate();
  if (session === null) throw new AppError('UNAUTHORIZED');
  return next({ context: { session } });
});

/** Routes for members who may edit flows and change settings. */
export const editorRoutes = memberRoutes.use(({ context, next }) => {
  if (!context.session.canEdit) throw new AppError('FORBIDDEN');
  return next();
});
