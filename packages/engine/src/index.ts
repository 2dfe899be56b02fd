export type { Checked } from './answer-check.ts';
export { checkEmail, checkField, checkPhone, checkText, matchOption, textOf } from './answer-check.ts';
export type { AnswerFault, BotLanguage, BotWords } from './bot-words.ts';
export { botLanguages, botWords } from './bot-words.ts';
export { contactWords, fileWords, placeWords, wordsOf } from './content-words.ts';
export type {
  Actor,
  Closed,
  Command,
  ConversationEffect,
  Decision,
  Desk,
  EligibleOperator,
  Facts,
  HandoffRules,
  HoursNow,
  OperatorNotice,
  PhoneContent,
  Refusal,
  ReplyContent,
  Routing,
  SubmissionChange,
  TimerKind,
  TranscriptMessage,
} from './conversation/command.ts';
export { timerKinds, workspaceDesk } from './conversation/command.ts';
export { decide } from './conversation/decide.ts';
export { leadFormId } from './conversation/lead.ts';
export type {
  ConversationState,
  HandoffRequest,
  HandoffTrigger,
  Mode,
  Submission,
  SubmissionStatus,
} from './conversation/state.ts';
export {
  conversationStateSchema,
  handoffRequestSchema,
  handoffTriggers,
  modeSchema,
  newConversation,
  requestStates,
  submissionSchema,
  submissionStatuses,
} from './conversation/state.ts';
export { TRANSFER_SECONDS } from './conversation/transfer.ts';
export type { DisplayStatus } from './conversation/view.ts';
export { askedOf, displayStatus, isOpen, isStalled, ownerOf, waitingSince } from './conversation/view.ts';
export type { AvailableAnswer } from './flow/answers-at.ts';
export { answersAvailableAt } from './flow/answers-at.ts';
export type { AnsweredNode, AskedNode } from './flow/ask-node.ts';
export { answerNode, askNode } from './flow/ask-node.ts';
export { filesOf } from './flow/check-files.ts';
export type { KnownTeam } from './flow/check-teams.ts';
export type { CompiledFlow, CompiledNode } from './flow/compile.ts';
export { compileFlow } from './flow/compile.ts';
export { defineExecutor } from './flow/define-executor.ts';
export { defineNode } from './flow/define-node.ts';
export type { Configure, EffectiveConfigure, FlowDocument, FlowEdge, FlowNode } from './flow/document.ts';
export {
  configureSchema,
  FLOW_SCHEMA_VERSION,
  flowDocumentSchema,
  flowEdgeSchema,
  flowNodeSchema,
  nodeIdSchema,
} from './flow/document.ts';
export type {
  AiReply,
  Answer,
  ContactDetail,
  HandoffOutcome,
  NodeContext,
  NodeEffect,
  NodeExecutor,
  NodeExecutors,
  NodeResult,
  ResumeInput,
  SealedNodeExecutor,
} from './flow/executor.ts';
export { contactDetails, handoffOutcomes } from './flow/executor.ts';
export type { FlowImport } from './flow/import.ts';
export { readFlowDocument } from './flow/import.ts';
export type {
  AnswerShape,
  Exit,
  NodeDefinition,
  NodeDefinitions,
  NodeGroup,
  NodeProblem,
  ParsedNode,
  SealedNodeDefinition,
} from './flow/node-definition.ts';
export { nextExit, nodeGroups } from './flow/node-definition.ts';
export { freeNodeId, labelOfNode } from './flow/node-id.ts';
export type { ChannelLimits, Problem, ProblemCode } from './flow/problem.ts';
export type { ConfigureTemplate } from './flow/rename.ts';
export { configureNodes, configureTemplates, ownReferences, renameField, renameNode } from './flow/rename.ts';
export type { FlowEffect, FlowEvent, RunState } from './flow/run.ts';
export { newRun, runStateSchema } from './flow/run.ts';
export type { Reference, TemplatePart } from './flow/template.ts';
export { malformedReferences, parseTemplate, referencesOf, renameReference, renderTemplate } from './flow/template.ts';
export type { Transition } from './flow/transition.ts';
export { transition } from './flow/transition.ts';
export type { KeywordList, SensitiveTopic, Triggers } from './flow/triggers.ts';
export { sensitiveTopics } from './flow/triggers.ts';
export { validateFlow } from './flow/validate.ts';
export type { FormProgress, FormSpec } from './form.ts';
export { answerForm, askForm, fieldQuestion, inLanguage } from './form.ts';
export type {
  HandoffLevels,
  HandoffOverrides,
  HandoffSettings,
  HoursWindow,
  Weekday,
  WorkingHours,
} from './handoff-settings.ts';
export {
  dayWindowsSchema,
  defaultHandoffSettings,
  fallbacks,
  handoffOverridesSchema,
  handoffSettingsSchema,
  readHandoffSettings,
  resolveHandoffSettings,
  weekdays,
  workingHoursSchema,
} from './handoff-settings.ts';
export type { Json } from './json.ts';
export { toJson, toJsonObject } from './json.ts';
export type {
  AnswerFile,
  Author,
  ChoiceOption,
  FileFacts,
  FormField,
  InboundContent,
  MediaType,
  MessageContent,
  MessageKind,
  Operator,
  OutboundContent,
  Place,
  TemplateUse,
  TranscriptEvent,
} from './message.ts';
export {
  answerFileSchema,
  authorSchema,
  choiceOptionSchema,
  fileFactsSchema,
  formFieldSchema,
  formFieldTypes,
  inboundContentSchema,
  MAX_CAPTION,
  mediaTypes,
  messageContentSchema,
  operatorSchema,
  outboundContentSchema,
  phoneOperator,
  placeSchema,
  templateUseSchema,
  transcriptEvents,
} from './message.ts';
