import {
  Bubble,
  type BubbleTone,
  formOfAnswer,
  Markdown,
  MessageBody,
  previousValues,
  promptState,
  SystemLine,
  useWords,
} from '@baton/chat-ui';
import type { VisitorStatus } from '@baton/contracts';
import type { InboundContent } from '@baton/engine';
import type { Phrase } from '../../words/phrases.ts';
import type { Chat } from '../core/chat.ts';
import { sameGroup, type TranscriptItem } from './transcript-items.ts';

interface MessageProps {
  chat: Chat;
  items: TranscriptItem[];
  index: number;
  business: string;
  mode: VisitorStatus['mode'];
  onAnswer: (content: InboundContent) => void;
}

/** In these modes the flow listens: buttons and forms can be answered. */
const listening = new Set<VisitorStatus['mode']>(['bot', 'form', 'lead']);
const SHORT_LINE = 90;

export function Message({ chat, items, index, business, mode, onAnswer }: MessageProps) {
  const t = useWords<Phrase>();
  const item = items[index];
  if (!item) return null;
  const { author, content, at, delivery, pendingId } = item;
  const own = author.kind === 'customer';
  const form = formOfAnswer(items, index);
  const refused = delivery === 'failed';
  // The form above shows what was sent.
  if (content.kind === 'form_answer' && form && !refused) return null;
  if (author.kind === 'system' && content.kind === 'text' && isShort(content.text)) {
    return (
      <div className="message" data-message>
        <SystemLine>
          <Markdown text={content.text} />
        </SystemLine>
      </div>
    );
  }

  const first = !sameGroup(items[index - 1], item);
  const last = !sameGroup(item, items[index + 1]);
  const interactive = listening.has(mode);
  return (
    <div className="message" data-message data-first={first} data-own={own}>
      <Bubble
        tone={tones[author.kind]}
        side={own ? 'end' : 'start'}
        label={author.kind === 'agent' ? author.name : author.kind === 'system' ? business : t(ownNames[author.kind])}
        labelHidden={own || !first}
        at={at.toISOString()}
        time={last || refused ? clock(at) : undefined}
        delivery={last || refused || pendingId ? delivery : null}
        actions={
          refused && pendingId ? (
            <>
              <button type="button" className="text-button" onClick={() => chat.retry(pendingId)}>
                {t('Try again')}
              </button>
              <button type="button" className="text-button" onClick={() => chat.discard(pendingId)}>
                {t('Remove')}
              </button>
            </>
          ) : undefined
        }
      >
        <MessageBody
          content={content}
          form={form}
          prompt={promptState(items, index)}
          initial={previousValues(items, index)}
          onPick={interactive ? ({ id, label }) => onAnswer({ kind: 'choice', optionId: id, label }) : undefined}
          onSubmit={
            interactive && content.kind === 'form'
              ? (values) => onAnswer({ kind: 'form_answer', formId: content.formId, values })
              : undefined
          }
        />
      </Bubble>
    </div>
  );
}

const tones = { customer: 'own', bot: 'bot', agent: 'agent', system: 'system' } satisfies Record<
  TranscriptItem['author']['kind'],
  BubbleTone
>;

const ownNames = { customer: 'You', bot: 'Bot' } as const satisfies Record<string, Phrase>;

function isShort(text: string): boolean {
  return text.length <= SHORT_LINE && !text.includes('\n');
}

function clock(at: Date): string {
  return at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}
