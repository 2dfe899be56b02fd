import type { ReactNode } from 'react';
import { AlertIcon, CheckIcon, ClockIcon, DoubleCheckIcon } from './icons.tsx';
import { type ChatPhrase, useWords } from './words.ts';

/** Where a message is on its way; the same words as the API's. */
export type DeliveryState = 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'uncertain' | 'discarded';

/** Delivery states in the words that people read. */
export const deliveryWords = {
  queued: 'Sending',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  failed: 'Failed',
  uncertain: 'May not have arrived',
  discarded: 'Not sent',
} as const satisfies Record<DeliveryState, ChatPhrase>;

const icons = {
  queued: <ClockIcon />,
  sent: <CheckIcon />,
  delivered: <DoubleCheckIcon />,
  read: <DoubleCheckIcon />,
  failed: <AlertIcon />,
  uncertain: <AlertIcon />,
  discarded: <AlertIcon />,
} satisfies Record<DeliveryState, ReactNode>;

/** Ticks for the eye with the word beside them: spoken always, visible where it matters (problems, or `showWord`). */
export function DeliveryMark({ state, showWord = false }: { state: DeliveryState; showWord?: boolean }) {
  const t = useWords();
  const word = t(deliveryWords[state]);
  const problem = state === 'failed' || state === 'uncertain' || state === 'discarded';
  return (
    <span className="chat-delivery" data-state={state} title={word}>
      {icons[state]}
      <span className={problem || showWord ? undefined : 'chat-hidden'}>{word}</span>
    </span>
  );
}
