import { botWords } from '../bot-words.ts';
import type { HandoffOutcome } from '../flow/executor.ts';
import { answerForm, askForm, type FormSpec } from '../form.ts';
import type { InboundContent } from '../message.ts';
import { type Draft, enter, patch, setTimer } from './draft.ts';
import { returnToBot } from './return-to-bot.ts';
import { rulesOf } from './rules-of.ts';
import { fill, sayAsSystem } from './say.ts';
import type { Mode } from './state.ts';
import { addLead } from './submissions.ts';

type LeadMode = Extract<Mode, { phase: 'lead' }>;

/** Names the lead form in messages and in its submission. No node can have this id. */
export const leadFormId = 'lead_form';

function leadForm(draft: Draft): FormSpec {
  const { language, leadFormTitle } = draft.facts.configure;
  const { lead, send } = botWords[language];
  return {
    formId: leadFormId,
    title: fill(draft, leadFormTitle),
    fields: [
      { id: 'name', label: lead.name, type: 'text', required: true },
      { id: 'email', label: lead.email, type: 'email', required: true },
      { id: 'message', label: lead.message, type: 'long_text', required: true },
    ],
    submitLabel: send,
    language,
  };
}

/** Asks the customer to leave a message, since nobody is there; afterwards the flow leaves by `outcome`. */
export function askLead(draft: Draft, outcome: HandoffOutcome, closes: LeadMode['closes']): void {
  const { say, state } = askForm(leadForm(draft));
  enter(draft, { kind: 'pending', phase: 'lead', since: draft.facts.at, outcome, closes, form: { state } });
  for (const content of say) sayAsSystem(draft, content);
  setTimer(draft, 'lead', rulesOf(draft).formTimeoutSeconds);
}

/** Takes what the customer sent as an answer of the lead form. */
export function answerLead(draft: Draft, mode: LeadMode, content: InboundContent): void {
  const spec = leadForm(draft);
  const progress = answerForm(spec, mode.form.state, content);
  if (progress.done) {
    addLead(draft, spec.title, spec.formId, progress.answer);
    giveUpLead(draft, mode);
  } else {
    for (const each of progress.say) sayAsSystem(draft, each);
    patch(draft, { mode: { ...mode, form: { state: progress.state } } });
    setTimer(draft, 'lead', rulesOf(draft).formTimeoutSeconds);
  }
}

/** Goes on without a lead, by the exit that is due. */
export function giveUpLead(draft: Draft, mode: LeadMode): void {
  returnToBot(draft, mode.outcome, mode.closes);
}
