import {
  getNotifications,
  type NotificationsDeps,
  testNotifications,
  updateNotifications,
} from '../mail/notifications.ts';
import { memberRoutes } from './routes.ts';

/** What a member is written to about by e-mail. */
export function notificationRoutes(deps: NotificationsDeps) {
  const { get, update, test } = memberRoutes.notifications;
  return {
    get: get.handler(({ context: { session } }) => getNotifications(deps, session)),
    update: update.handler(({ input, context: { session } }) => updateNotifications(deps, session, input)),
    test: test.handler(({ context: { session } }) => testNotifications(deps, session)),
  };
}
