import type { ReactNode } from 'react';
import { DeliveryMark, type DeliveryState } from './delivery.tsx';

/** Whose words a bubble holds. `own` is the reader's own message, in the accent colour. */
export type BubbleTone = 'own' | 'customer' | 'bot' | 'agent' | 'system' | 'note';

interface BubbleProps {
  tone: BubbleTone;
  side: 'start' | 'end';
  /** Who spoke: shown above the bubble, or only spoken when `labelHidden`. */
  label: string;
  labelHidden?: boolean;
  /** An icon before the label. */
  icon?: ReactNode;
  /** When, as ISO 8601, and in the words shown. */
  at?: string;
  time?: string;
  delivery?: DeliveryState | null;
  /** Buttons below a message, such as Resend. */
  actions?: ReactNode;
  children: ReactNode;
}

/** One message of a conversation with its author, time and delivery. */
export function Bubble(props: BubbleProps) {
  const { tone, side, label, labelHidden = false, icon, at, time, delivery, actions, children } = props;
  return (
    <div className="chat-message" data-tone={tone} data-side={side}>
      <div className={labelHidden ? 'chat-hidden' : 'chat-label'} dir="auto">
        {icon}
        {label}
      </div>
      <div className="chat-bubble" dir="auto">
        {children}
      </div>
      {(time !== undefined || delivery || actions) && (
        <div className="chat-meta">
          {time !== undefined && <time dateTime={at}>{time}</time>}
          {delivery && <DeliveryMark state={delivery} />}
          {actions}
        </div>
      )}
    </div>
  );
}

/** A centred line between messages: a transition, a date, "new since you looked". */
export function SystemLine({ children, time, at }: { children: ReactNode; time?: string; at?: string }) {
  return (
    <div className="chat-line">
      <span dir="auto">{children}</span>
      {time !== undefined && <time dateTime={at}>{time}</time>}
    </div>
  );
}
