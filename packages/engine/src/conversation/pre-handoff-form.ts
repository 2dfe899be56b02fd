import { answerNode, askNode } from '../flow/ask-node.ts';
import type { CompiledFlow } from '../flow/compile.ts';
import type { Answer } from '../flow/executor.ts';
import type { InboundContent } from '../message.ts';
import { type Draft, enter, patch, setTimer } from './draft.ts';
import { ring } from './ring.ts';
import { rulesOf, rulesOfTeam } from './rules-of.ts';
import { sayAsBot } from './say.ts';
import type { Mode } from './state.ts';

type FormMode = Extract<Mode, { phase: 'form' }>;

/** Whether the form is due, and one of its answers leads to a team that is at work. */
export function mayLeadToSomebody(draft: Draft): boolean {
  const due = dueForm(draft);
  const teams = due?.flow.nodes.get(due.nodeId)?.teams ?? [];
  return teams.some((team) => rulesOfTeam(draft, team).closed === null);
}

/** The pre-handoff form, unless none is chosen or this session has its answers. */
function dueForm(draft: Draft): { nodeId: string; flow: CompiledFlow } | null {
  const nodeId = draft.facts.configure.preHandoffForm;
  const flow = nodeId === null ? null : flowWith(draft, nodeId);
  return nodeId === null || flow === null || draft.state.session.formAnswers !== null ? null : { nodeId, flow };
}

/** Asks the pre-handoff form where it is due. Tells whether it asked. */
export function askPreHandoffForm(draft: Draft): boolean {
  const { executors, at } = draft.facts;
  const due = dueForm(draft);
  if (due === null) return false;
  const { nodeId, flow } = due;
  const asked = askNode(flow, executors, nodeId, answersOf(draft));
  // A node that can't be asked holds nobody up.
  if (asked === null) return false;
  const { say, state } = asked;
  enter(draft, { kind: 'pending', phase: 'form', since: at, form: { nodeId, state } });
  for (const content of say) sayAsBot(draft, nodeId, content);
  setTimer(draft, 'form_abandon', rulesOf(draft).formTimeoutSeconds);
  return true;
}

/** Takes what the customer sent as an answer of the pre-handoff form; the complete form rings. */
export function answerPreHandoffForm(draft: Draft, mode: FormMode, content: InboundContent): void {
  const { executors } = draft.facts;
  const { nodeId, state } = mode.form;
  // The node may have been published away since it was asked; it then counts as answered.
  const flow = flowWith(draft, nodeId) ?? draft.flow;
  const progress = answerNode(flow, executors, nodeId, answersOf(draft), state, content);
  if (progress.done) {
    keepFormAnswers(draft, nodeId, progress.answer);
    for (const effect of progress.effects) if (effect.type === 'handoff.route') routeTo(draft, effect.team);
    ring(draft);
  } else {
    for (const each of progress.say) sayAsBot(draft, nodeId, each);
    patch(draft, { mode: { ...mode, form: { nodeId, state: progress.state } } });
    setTimer(draft, 'form_abandon', rulesOf(draft).formTimeoutSeconds);
  }
}

/** The form's choice says which team the requests of this session ask. */
export function routeTo(draft: Draft, team: string | null): void {
  patch(draft, { session: { ...draft.state.session, team } });
}

/** Keeps the form's answers for the alerts of this session, and for `<<node-id>>` in its texts. */
function keepFormAnswers(draft: Draft, nodeId: string, answer: Answer): void {
  setFormAnswers(draft, nodeId, answer);
  const { run } = draft.state;
  if (run) patch(draft, { run: { ...run, answers: { ...run.answers, [nodeId]: answer } } });
}

/**
 * An answer of the flow counts for the session when it is the pre-handoff form's. The form is recognised by its
 * id, the one Configure chose: who filled it in on the way to a Handoff node is not asked again.
 */
export function noteFlowAnswer(draft: Draft, nodeId: string, answer: Answer): void {
  if (nodeId === draft.facts.configure.preHandoffForm) setFormAnswers(draft, nodeId, answer);
}

function setFormAnswers(draft: Draft, nodeId: string, answer: Answer): void {
  const title = draft.flow.labels.get(nodeId) ?? nodeId;
  const fields = answer.kind === 'fields' ? answer.fields : [{ label: title, value: answer.value }];
  const formAnswers = fields.map(({ label, value }) => ({ label, value }));
  patch(draft, { session: { ...draft.state.session, formAnswers } });
}

/** The run's version, else the latest: Configure may choose a form that the run's version does not have. */
function flowWith(draft: Draft, nodeId: string): CompiledFlow | null {
  return [draft.flow, draft.facts.latest].find((flow) => flow.nodes.has(nodeId)) ?? null;
}

function answersOf(draft: Draft): Record<string, Answer> {
  return draft.state.run?.answers ?? {};
}
