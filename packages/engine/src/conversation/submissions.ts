import type { Answer, NodeEffect } from '../flow/executor.ts';
import type { RunState } from '../flow/run.ts';
import { type Draft, patch } from './draft.ts';
import { note } from './say.ts';
import type { Submission } from './state.ts';

/** Makes the run's submission, where it has none yet, with what the run knew `before` this turn. */
export function ensureSubmission(draft: Draft, before: RunState): void {
  if (currentOf(draft)) return;
  const answers = Object.entries(before.answers).map(([nodeId, answer]) => ({ nodeId, answer }));
  const { number } = addSubmission(draft, { origin: 'run', status: 'in_progress', title: '', answers });
  patch(draft, { currentSubmission: number });
}

/** Keeps an answer in the run's submission, whatever has become of it; without a submission it stays in the run. */
export function collectAnswer(draft: Draft, nodeId: string, answer: Answer): void {
  const submission = currentOf(draft);
  if (!submission) return;
  const known = submission.answers.some((each) => each.nodeId === nodeId);
  const answers = known
    ? submission.answers.map((each) => (each.nodeId === nodeId ? { nodeId, answer } : each))
    : [...submission.answers, { nodeId, answer }];
  changeSubmission(draft, { ...submission, answers });
}

/** Submits the run's submission, for review or done. What staff decided meanwhile stands. */
export function submitRun(draft: Draft, { title, review }: Extract<NodeEffect, { type: 'submit' }>): void {
  const submission = currentOf(draft);
  if (!submission) return;
  const forReview = review === 'review' || (review === 'default' && draft.facts.configure.review);
  const decided = submission.status === 'approved' || submission.status === 'declined';
  const status = decided ? submission.status : forReview ? 'needs_review' : 'completed';
  changeSubmission(draft, { ...submission, title, status });
  note(draft, 'submitted', { detail: title });
}

/** Adds what a lead form collected: a submission of its own, for review. */
export function addLead(draft: Draft, title: string, formId: string, answer: Answer): void {
  addSubmission(draft, { origin: 'lead', status: 'needs_review', title, answers: [{ nodeId: formId, answer }] });
  note(draft, 'submitted', { detail: title });
}

/** Cancels what was still being collected; every other status stays. */
export function cancelOpenSubmissions(draft: Draft): void {
  for (const submission of draft.state.submissions) {
    if (submission.status === 'in_progress') changeSubmission(draft, { ...submission, status: 'cancelled' });
  }
}

/** Leaves the run's submission behind, and the answers of those that nothing can change any more. */
export function leaveSubmission(draft: Draft): void {
  const submissions = draft.state.submissions.map((each) =>
    each.status === 'needs_review' ? each : { ...each, answers: [] },
  );
  patch(draft, { submissions, currentSubmission: null });
}

/** Writes a submission that is already listed. */
export function changeSubmission(draft: Draft, submission: Submission): void {
  const submissions = draft.state.submissions.map((each) => (each.number === submission.number ? submission : each));
  patch(draft, { submissions });
  draft.submissions.set(submission.number, submission);
}

function currentOf(draft: Draft): Submission | undefined {
  return draft.state.submissions.find((each) => each.number === draft.state.currentSubmission);
}

function addSubmission(draft: Draft, what: Pick<Submission, 'origin' | 'status' | 'title' | 'answers'>): Submission {
  const submission = { number: draft.state.submissions.length + 1, ...what, decidedBy: null };
  patch(draft, { submissions: [...draft.state.submissions, submission] });
  draft.submissions.set(submission.number, submission);
  return submission;
}
