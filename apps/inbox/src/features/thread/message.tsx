import { Bubble, DeliveryMark, formOfAnswer, MessageBody, promptState } from '@baton/chat-ui';
import type { TranscriptEntry } from '@baton/contracts';
import { clockTime } from '@baton/ui';
import { IconHeadset, IconRobot, IconSettingsAutomation, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './thread.module.css';

interface MessageProps {
  entries: readonly TranscriptEntry[];
  index: number;
  entry: TranscriptEntry;
  /** Whether it says who speaks; else that is only spoken. */
  first: boolean;
  /** Whether it says when it was said and how it arrived: the last of a group does. */
  last: boolean;
  customer: string;
  me: string;
  onResend: (seq: number) => void;
  resending: boolean;
}

type Speaker = TranscriptEntry['author']['kind'];

const looks = {
  customer: { tone: 'customer', side: 'start', icon: <IconUser size={14} stroke={1.75} aria-hidden /> },
  bot: { tone: 'bot', side: 'end', icon: <IconRobot size={14} stroke={1.75} aria-hidden /> },
  agent: { tone: 'agent', side: 'end', icon: <IconHeadset size={14} stroke={1.75} aria-hidden /> },
  system: { tone: 'system', side: 'end', icon: <IconSettingsAutomation size={14} stroke={1.75} aria-hidden /> },
} as const satisfies Record<Speaker, { tone: Speaker; side: 'start' | 'end'; icon: ReactNode }>;

/** One message of the thread: customer at the left, bot and people at the right, each with a name, icon and tint. */
export function Message({ entries, index, entry, first, last, customer, me, onResend, resending }: MessageProps) {
  const { tone, side, icon } = looks[entry.author.kind];
  return (
    <Bubble
      tone={tone}
      side={side}
      label={labelOf(entry.author, customer, me)}
      labelHidden={!first}
      icon={icon}
      at={entry.at}
      time={last ? clockTime(new Date(entry.at)) : undefined}
      actions={
        last &&
        entry.delivery && (
          <DeliveryWords
            delivery={entry.delivery}
            problem={entry.problem}
            onResend={() => onResend(entry.seq)}
            resending={resending}
          />
        )
      }
    >
      <MessageBody content={entry.content} prompt={promptState(entries, index)} form={formOfAnswer(entries, index)} />
    </Bubble>
  );
}

function labelOf(author: TranscriptEntry['author'], customer: string, me: string): string {
  switch (author.kind) {
    case 'customer':
      return customer;
    case 'bot':
      return 'Bot';
    case 'agent':
      return author.operator.id === me ? `You (${author.operator.name})` : author.operator.name;
    case 'system':
      return 'Automatic message';
  }
}

interface DeliveryWordsProps {
  delivery: NonNullable<TranscriptEntry['delivery']>;
  problem: string | undefined;
  onResend: () => void;
  resending: boolean;
}

function DeliveryWords({ delivery, problem, onResend, resending }: DeliveryWordsProps) {
  if (delivery === 'discarded') return <span className={classes.discarded}>Not sent: a person took over</span>;
  if (delivery !== 'failed' && delivery !== 'uncertain') return <DeliveryMark state={delivery} showWord />;
  return (
    <>
      <DeliveryMark state={delivery} showWord />
      {problem !== undefined && <span className={classes.problem}>{problem}.</span>}
      <button type="button" className={classes.link} onClick={onResend} disabled={resending}>
        {delivery === 'failed' ? 'Retry' : 'Resend'}
      </button>
    </>
  );
}
