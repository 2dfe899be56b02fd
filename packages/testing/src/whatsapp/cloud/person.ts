import type { EmulatedFile, SeenMessage, StoredTalk } from './world.ts';

export interface PersonWish {
  readonly name?: string;
  /** Digits with the country code; null: hidden behind a user name. */
  readonly phone?: string | null;
  /** The business-scoped user id; null: Meta does not tell one. */
  readonly userId?: string | null;
}

/** Somebody with the app, in their chat with a number. */
export interface Person {
  readonly name: string;
  readonly messages: readonly SeenMessage[];
  readonly texts: readonly string[];
  /** Titles of the newest message's buttons or rows. */
  readonly options: readonly string[];
  /** Says something; answers Meta's id of the message. */
  say(text: string): string;
  /** Sends a message of any kind, as the webhook describes it. */
  send(message: object): string;
  /** Sends a file, with words under it where it takes any. */
  sendFile(kind: 'image' | 'audio' | 'video' | 'document' | 'sticker', file: EmulatedFile, more?: object): string;
  /** Taps a button or picks a row: of the newest message that shows one with this title, or of a named one. */
  tap(title: string, messageId?: string): string;
  /** Opens the chat: everything is read. */
  read(): void;
  /** Meta fails to deliver a message it has taken. */
  fails(messageId: string, code: number, title: string): void;
  /** Lets more than a day pass since the person wrote. */
  closeWindow(): void;
  /** The same person with another number. */
  changeNumber(phone: string): void;
  block(): void;
}

interface PersonDeps {
  readonly name: string;
  readonly talk: StoredTalk;
  readonly newId: () => string;
  readonly now: () => number;
  readonly keepFile: (file: EmulatedFile) => string;
  readonly bringStatus: (seen: SeenMessage, status: string, more?: object) => void;
  readonly rename: (phone: string) => void;
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function createPerson({ name, talk, newId, now, keepFile, bringStatus, rename }: PersonDeps): Person {
  let read = 0;

  function send(message: object): string {
    const id = newId();
    talk.wroteAt = now();
    const { phone, userId, number } = talk;
    const known = {
      profile: { name },
      ...(phone !== null && { wa_id: phone }),
      ...(userId !== null && { user_id: userId }),
    };
    const from = { ...(phone !== null && { from: phone }), ...(userId !== null && { from_user_id: userId }) };
    const timestamp = String(Math.floor(talk.wroteAt / 1000));
    number.bring(change(talk, { contacts: [known], messages: [{ ...from, id, timestamp, ...message }] }));
    return id;
  }

  return {
    name,
    messages: talk.seen,
    get texts() {
      return talk.seen.map(({ text }) => text);
    },
    get options() {
      return talk.seen.at(-1)?.options.map(({ title }) => title) ?? [];
    },
    say: (text) => send({ type: 'text', text: { body: text } }),
    send,
    sendFile: (kind, file, more = {}) =>
      send({ type: kind, [kind]: { id: keepFile(file), mime_type: file.mime, ...more } }),
    tap(title, messageId) {
      const shown = talk.seen.findLast(
        ({ id, options }) => (messageId ?? id) === id && options.some((option) => option.title === title),
      );
      const option = shown?.options.find((each) => each.title === title);
      if (!shown || !option) throw new Error(`${name} sees no button “${title}”`);
      const interactive =
        shown.message.type === 'interactive' && shown.message.interactive.type === 'list'
          ? { type: 'list_reply', list_reply: option }
          : { type: 'button_reply', button_reply: option };
      return send({ type: 'interactive', interactive, context: { from: talk.number.display, id: shown.id } });
    },
    read() {
      for (const seen of talk.seen.slice(read)) bringStatus(seen, 'read');
      read = talk.seen.length;
    },
    fails(messageId, code, title) {
      const seen = talk.seen.find(({ id }) => id === messageId);
      if (!seen) throw new Error(`${name} was sent no message ${messageId}`);
      bringStatus(seen, 'failed', { errors: [{ code, title, error_data: { details: title } }] });
    },
    closeWindow() {
      talk.wroteAt = now() - DAY_MS - 1000;
    },
    changeNumber: rename,
    block() {
      talk.blocked = true;
    },
  };
}

/** One change as a webhook brings it. */
export function change({ number }: Pick<StoredTalk, 'number'>, value: object): object {
  const metadata = { display_phone_number: number.display, phone_number_id: number.phoneNumberId };
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: number.businessAccountId,
        changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
      },
    ],
  };
}
