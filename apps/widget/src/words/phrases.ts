import type { ChatPhrase } from '@baton/chat-ui';

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
  | 'The server could not be reached.'
  | 'A person can’t be reached here at the moment.'
  | 'You have asked for a person several times. Please try again later.'
  | 'The signed identity of this customer is wrong or has expired. The website must make a new one.'
  | 'This chat is for signed-in customers. Sign in to the website first.';

/** Everything that a visitor can read besides what people and flows write. */
export type Phrase = ChatPhrase | WidgetPhrase;

/** A language: nothing may be missing. */
export type Language = Readonly<Record<Phrase, string>>;
