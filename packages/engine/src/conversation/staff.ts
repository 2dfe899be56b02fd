import { renderTemplate } from '../flow/template.ts';
import { audit, type CommandOf, type Draft, type Outcome, operatorOf, patch } from './draft.ts';
import { notPossible } from './guards.ts';
import { note, sayAsSystem } from './say.ts';
import { changeSubmission } from './submissions.ts';

/** Approve or Decline, in every mode: it changes no owner, and the message to the customer is the business's. */
export function onDecide(draft: Draft, command: CommandOf<'staff.decide'>): Outcome {
  const { actor, decision } = command;
  const { submissions, currentSubmission, run } = draft.state;
  const submission = submissions.find((each) => each.number === command.submission);
  if (submission?.status === decision) return 'unchanged';
  if (submission?.status !== 'needs_review') return notPossible(draft);
  // Answers of another run than the submission's would say the wrong thing.
  const answers = submission.number === currentSubmission && run ? run.answers : {};
  const text = renderTemplate(command.message, answers);
  if (text.trim() !== '' && !draft.facts.canWrite) return { code: 'outside_window' };
  changeSubmission(draft, { ...submission, status: decision, decidedBy: operatorOf(actor) });
  note(draft, decision, { by: actor.name, detail: submission.title });
  if (text.trim() !== '') sayAsSystem(draft, { kind: 'text', text });
  audit(draft, actor, decision, submission.title);
  return 'changed';
}

/** Archives, or takes out of the archive. */
export function onArchive(draft: Draft, { actor, archived }: CommandOf<'staff.archive'>): Outcome {
  if (draft.state.archived === archived) return 'unchanged';
  patch(draft, { archived });
  audit(draft, actor, archived ? 'archive' : 'unarchive');
  return 'changed';
}
