import type { ChatPhrase } from '@baton/chat-ui';
import type { apiErrors } from '@baton/contracts';

type ApiErrors = typeof apiErrors;

/** What the widget says by itself, in English; a `{name}` is filled in. */
export type WidgetPhrase =
  | 'Bot'
  | 'Bot · people are back {when}'
  | 'You'
  | 'More'
  | 'Dismiss'
  | 'Cancel'
  | 'Not now'
  | 'Message'
  | 'Messages'
  | 'Write a message'
  | 'Connecting…'
  | 'Latest messages'
  | 'Remove'
  | 'Chat with {name}'
  | 'Powered by Baton'
  | 'Talk to a person'
  | 'Waiting for a person'
  | 'Waiting for a person to join…'
  | 'One short form, then a person joins.'
  | 'You are in line for a person.'
  | 'You are number {position} in line.'
  | 'Leave your details and we will get back to you.'
  | 'Connected to {name}'
  | 'Connected to a person'
  | 'Resolved'
  | 'This conversation is resolved. Write if you need anything else.'
  | 'Turn sound off'
  | 'Turn sound on'
  | 'End chat'
  | 'End this chat?'
  | 'You can start a new one at any time.'
  | 'Keep chatting'
  | 'Chat ended'
  | 'This chat has ended.'
  | 'Start a new chat'
  | 'No connection. Messages are sent when it is back.'
  | 'That did not work. Check your connection and try again.'
  | ApiErrors['INVALID_IDENTITY' | 'IDENTITY_REQUIRED' | 'NO_PERSON' | 'ASKED_OFTEN']['message'];

/** Everything that a visitor can read besides what people and flows write. */
export type Phrase = ChatPhrase | WidgetPhrase;

/** A language: nothing may be missing. */
export type Language = Readonly<Record<Phrase, string>>;
