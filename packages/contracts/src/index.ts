import { accountContract } from './account.ts';
import { aiContract } from './ai.ts';
import { channelsContract } from './channels.ts';
import { conversationsContract } from './conversations.ts';
import { flowsContract } from './flows.ts';
import { handoffSettingsContract, operatorsContract, teamsContract } from './handoff.ts';
import { notificationsContract } from './notifications.ts';
import { requestsContract } from './requests.ts';
import { telegramOperatorsContract } from './telegram-operators.ts';
import { widgetContract } from './widget.ts';

/** The whole HTTP API. OpenAPI, the router's types and every client come from it. */
export const contract = {
  account: accountContract,
  ai: aiContract,
  flows: flowsContract,
  channels: channelsContract,
  conversations: conversationsContract,
  handoff: handoffSettingsContract,
  notifications: notificationsContract,
  operators: operatorsContract,
  requests: requestsContract,
  teams: teamsContract,
  telegramOperators: telegramOperatorsContract,
  widget: widgetContract,
};

export type { HoursWindow, Weekday, WorkingHours } from '@baton/engine';
export { dayWindowsSchema, fallbacks, weekdays, workingHoursSchema } from '@baton/engine';
export type { Invitation, Member, Role, Session } from './account.ts';
export { invitationSchema, memberSchema, passwordSchema, roleSchema, roles, sessionSchema } from './account.ts';
export type { AiSettings, AiView } from './ai.ts';
export { aiSettingsSchema } from './ai.ts';
export type { Channel, ChannelConnection, IdentityKey } from './channels.ts';
export type {
  ConversationDetail,
  ConversationRow,
  ConversationView,
  Delivery,
  HandoffRequestView,
  MessageTemplate,
  ModeView,
  SubmissionView,
  TranscriptEntry,
} from './conversations.ts';
export { conversationViewSchema, conversationViews, deliveryStates } from './conversations.ts';
export type { ApiErrorCode } from './errors.ts';
export { apiErrors } from './errors.ts';
export type { Abilities, FlowDraft, FlowSummary, FlowVersion } from './flows.ts';
export type { Availability, HandoffSettings, OperatorStatus, Routing, Team } from './handoff.ts';
export { availabilities, availabilitySchema, routingSchema, routings } from './handoff.ts';
export type { Cadence, MailKind, Notifications } from './notifications.ts';
export { cadenceSchema, cadences, mailKinds } from './notifications.ts';
export type { RequestRow, RequestView, ResponseTimes, Ringing } from './requests.ts';
export { RESPONSE_TARGET_SECONDS, requestViewSchema } from './requests.ts';
export type {
  StaffClientEvents,
  StaffServerEvents,
  VisitorClientEvents,
  VisitorServerEvents,
} from './sockets.ts';
export {
  staffNamespace,
  staffTypingSchema,
  visitorNamespace,
  visitorSeenSchema,
  visitorTypingSchema,
} from './sockets.ts';
export type { AlertTest, TelegramOperator, TelegramOperatorsView } from './telegram-operators.ts';
export type { Visit, VisitorEntry, VisitorSnapshot, VisitorStatus, WidgetConfig } from './widget.ts';
export { widgetConfigSchema } from './widget.ts';
