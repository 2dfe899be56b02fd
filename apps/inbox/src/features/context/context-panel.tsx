import type { ConversationDetail } from '@baton/contracts';
import { RelativeTime } from '@baton/ui';
import { Alert, Anchor, Badge, Button, Text } from '@mantine/core';
import { IconArchive, IconArchiveOff, IconMessageCircle, IconRosetteDiscountCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ConversationActions } from '../../shared/use-conversation-actions.ts';
import { Answers } from './answers.tsx';
import { BlockContact } from './block-contact.tsx';
import classes from './context-panel.module.css';
import { dateAndTime } from './date-and-time.ts';
import { RequestCard } from './request-card.tsx';
import { SubmissionCard } from './submission-card.tsx';

interface ContextPanelProps {
  detail: ConversationDetail;
  actions: ConversationActions;
  /** The address of another conversation in the same view. */
  hrefOf: (id: string) => string;
}

/** What is known about the customer and the case: the form's answers first. */
export function ContextPanel({ detail, actions, hrefOf }: ContextPanelProps) {
  const { submissions, requests, earlier } = detail;
  const newestFirst = submissions.toReversed();
  return (
    <div className={classes.panel}>
      <Section title="Submission">
        {newestFirst.length === 0 ? (
          <Text c="dimmed">Nothing collected yet. Answers appear here as the customer gives them.</Text>
        ) : (
          newestFirst.map((submission, index) => (
            <SubmissionCard
              key={submission.number}
              submission={submission}
              actions={actions}
              customer={detail.contact.name}
              newest={index === 0}
              withPerson={index === 0 && detail.mode.kind === 'human'}
            />
          ))
        )}
      </Section>
      {requests.length > 0 && (
        <Section title="Requests for a person">
          {requests.toReversed().map((request) => (
            <RequestCard key={request.number} request={request} />
          ))}
        </Section>
      )}
      <Section title="Contact">
        <ContactFacts detail={detail} />
      </Section>
      {earlier.length > 0 && (
        <Section title="Earlier conversations">
          <ul className={classes.earlier}>
            {earlier.map(({ id, startedAt, last }) => (
              <li key={id}>
                <Anchor component={Link} to={hrefOf(id)} className={classes.earlierLink} underline="never">
                  <IconMessageCircle size={16} stroke={1.75} aria-hidden />
                  <span className={classes.earlierText} dir="auto">
                    {last ?? 'No messages'}
                  </span>
                  <RelativeTime at={startedAt} />
                </Anchor>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Button
        variant="default"
        leftSection={
          detail.archived ? <IconArchiveOff size={18} stroke={1.75} /> : <IconArchive size={18} stroke={1.75} />
        }
        loading={actions.pending === 'archive'}
        onClick={() => actions.archive(!detail.archived)}
      >
        {detail.archived ? 'Move out of the archive' : 'Archive'}
      </Button>
      <BlockContact detail={detail} actions={actions} />
    </div>
  );
}

function ContactFacts({ detail }: { detail: ConversationDetail }) {
  const { contact, channel, flow, contactDetail, startedAt } = detail;
  const facts = [
    { label: 'Name', value: contact.name },
    ...(contactDetail.verifiedId === null ? [] : [{ label: 'Customer id', value: contactDetail.verifiedId }]),
    { label: 'Channel', value: channel.name },
    ...(flow ? [{ label: 'Flow', value: flow.name }] : []),
    { label: 'Conversation started', value: dateAndTime(startedAt) },
    { label: 'First seen', value: dateAndTime(contactDetail.createdAt) },
    ...contactDetail.attributes,
  ];
  return (
    <>
      {contactDetail.blocked && <Badge color="red">Blocked</Badge>}
      {contactDetail.unreachable !== null && (
        <Alert color="amber" p="xs">
          {contactDetail.unreachable}. Nothing reaches them until they come back.
        </Alert>
      )}
      {contactDetail.verifiedId !== null && (
        <Badge color="teal" leftSection={<IconRosetteDiscountCheck size={14} stroke={1.75} aria-hidden />}>
          Verified by your website
        </Badge>
      )}
      <Answers answers={facts} />
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h3 className={classes.sectionHead}>{title}</h3>
      {children}
    </section>
  );
}
