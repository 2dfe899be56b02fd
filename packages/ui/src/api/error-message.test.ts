import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { errorMessage, isNetworkFailure } from './error-message.ts';
import { pageAfterSignIn } from './sign-in.ts';

describe('errorMessage', () => {
  it.each<[string, unknown, string]>([
    ['who won', new ORPCError('TAKEN_BY', { status: 409, message: 'x', data: { name: 'Ana' } }), 'Ana took this.'],
    [
      'who answers',
      new ORPCError('NOT_OWNER', { status: 409, message: 'x', data: { name: 'Ana' } }),
      'Ana is answering this conversation.',
    ],
    [
      'the sentence of the contract',
      new ORPCError('ENDED', { status: 409, message: 'It has ended.' }),
      'It has ended.',
    ],
    [
      'the first wrong field',
      new ORPCError('BAD_REQUEST', {
        message: 'Input validation failed',
        data: { issues: [{ message: 'Too short' }] },
      }),
      'Too short.',
    ],
    [
      'no connection',
      new TypeError('Failed to fetch'),
      'The server cannot be reached. Check your connection, then try again.',
    ],
    [
      'a fault of the server, without its inner words',
      new ORPCError('INTERNAL_SERVER_ERROR', { message: 'relation "x" does not exist' }),
      'The server could not do that. Nothing was changed; try again in a moment.',
    ],
  ])('says %s', (_what, error, sentence) => {
    expect(errorMessage(error)).toBe(sentence);
  });

  it('knows what may be repeated', () => {
    expect(isNetworkFailure(new TypeError('Failed to fetch'))).toBe(true);
    expect(isNetworkFailure(new ORPCError('UNAVAILABLE', { status: 503 }))).toBe(true);
    expect(isNetworkFailure(new ORPCError('ENDED', { status: 409 }))).toBe(false);
  });
});

describe('pageAfterSignIn', () => {
  it.each([
    ['/inbox?view=waiting', '/inbox?view=waiting'],
    ['/builder/flows/1', '/builder/flows/1'],
    ['//evil.example/inbox', '/inbox'],
    ['https://evil.example', '/inbox'],
    ['/inboxes', '/inbox'],
    [null, '/inbox'],
  ])('%s leads to %s', (next, page) => {
    expect(pageAfterSignIn(next)).toBe(page);
  });
});
