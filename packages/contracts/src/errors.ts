import { z } from 'zod';

/**
 * The one table of error codes: HTTP status, and a sentence a person can act on.
 * `data` is what a client needs to act; routes declare the codes they can answer with.
 */
export const apiErrors = {
  BAD_REQUEST: {
    status: 400,
    message: 'The request is not valid.',
    data: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }).optional(),
  },
  UNAUTHORIZED: { status: 401, message: 'Sign in to continue.' },
  FORBIDDEN: { status: 403, message: 'Your role does not allow this. Ask an owner or admin of the workspace.' },
  NOT_FOUND: { status: 404, message: 'There is nothing here with that id, or you have no access to it.' },
  CONFLICT: {
    status: 409,
    message: 'Somebody else saved a newer version. Load it, then make your change again.',
    data: z.object({ revision: z.int() }),
  },
  FLOW_HAS_ERRORS: {
    status: 422,
    message: 'The flow has errors. Fix the listed problems, then publish again.',
    data: z.object({ problems: z.array(z.object({ message: z.string(), nodeId: z.string().optional() })) }),
  },
  INVALID_FLOW: {
    status: 422,
    message: 'This is not a flow document that can be read.',
    data: z.object({ problems: z.array(z.object({ message: z.string(), nodeId: z.string().optional() })) }),
  },
  FLOW_IN_USE: { status: 409, message: 'A channel uses this flow. Choose another flow for it first.' },
  NO_PUBLISHED_FLOW: {
    status: 409,
    message: 'This channel has no published flow. Publish one and choose it in Settings.',
  },
  INVALID_TOKEN: { status: 403, message: 'This link or token is wrong or has expired. Ask for a new one.' },
  INVALID_IDENTITY: {
    status: 403,
    message: 'The signed identity of this customer is wrong or has expired. The website must make a new one.',
  },
  IDENTITY_REQUIRED: { status: 403, message: 'This chat is for signed-in customers. Sign in to the website first.' },
  /** To a visitor: handoff was switched off while the page was open. */
  NO_PERSON: { status: 403, message: 'A person can’t be reached here at the moment.' },
  ALREADY_SET_UP: { status: 409, message: 'This installation already has an owner. Sign in instead.' },
  EMAIL_TAKEN: { status: 409, message: 'There is already an account with this e-mail address. Sign in instead.' },
  NAME_TAKEN: { status: 409, message: 'There is already one with this name. Choose another name.' },
  /** Refusals of the conversation machine. */
  TAKEN_BY: {
    status: 409,
    message: 'Somebody else took this conversation.',
    data: z.object({ name: z.string() }),
  },
  NOT_OWNER: {
    status: 409,
    message: 'Somebody else is answering this conversation.',
    data: z.object({ name: z.string() }),
  },
  ENDED: { status: 409, message: 'This conversation has ended. Reopen it to write again.' },
  NEWER_OPEN: {
    status: 409,
    message: 'This contact has a newer conversation that is still open.',
    data: z.object({ conversationId: z.string() }),
  },
  NOT_REACHABLE: { status: 409, message: 'They can’t be told about it now. Choose somebody who is there.' },
  NOBODY_THERE: { status: 409, message: 'Nobody can take it now, so it stays where it is.' },
  OUTSIDE_WINDOW: {
    status: 409,
    message:
      'The channel takes no more messages to this customer until they write again. A template still gets through.',
  },
  NOT_POSSIBLE: {
    status: 409,
    message: 'The conversation has moved on, so this is no longer possible.',
    data: z.object({ mode: z.string() }),
  },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'The request is larger than the server takes (1 MB).' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Send the request as JSON, with Content-Type: application/json.' },
  UNSUPPORTED_FILE: {
    status: 415,
    message: 'This kind of file can’t be sent. Pictures, sound, video, PDF, office documents, text and ZIP can.',
  },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests. Wait a moment, then try again.' },
  ASKED_OFTEN: { status: 429, message: 'You have asked for a person several times. Please try again later.' },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    message: 'Something went wrong on the server. Try again; if it stays, tell who runs it.',
  },
  UNAVAILABLE: { status: 503, message: 'The service is starting or its database is away. Try again in a few seconds.' },
} as const;

export type ApiErrorCode = keyof typeof apiErrors;
