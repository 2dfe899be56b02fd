import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Routing } from '@baton/contracts';
import { buildFlow } from '@baton/testing';
import { z } from 'zod';
import { answers } from '../../crash/testing/answers.ts';
import { checkStored } from '../../crash/testing/check-stored.ts';
import { Problems } from '../../crash/testing/problems.ts';
import { newServer, owner, type Server } from '../../crash/testing/server.ts';
import { type StoredConversation, storedConversation } from '../../crash/testing/stored-conversation.ts';
import { createDatabase, type Database } from '../../db/client.ts';
import { makeMember } from '../../testing/make-member.ts';
import { Desk } from './desk.ts';
import { Guest } from './guest.ts';
import { Recorder } from './recorder.ts';
import type { PerSide } from './side.ts';
import { startTelegramForRaces, type TelegramDesk } from './telegram-desk.ts';
import { must, until } from './until.ts';

/** Two processes on one database, staff at their inboxes, and a provider that writes down what it is asked to send. */
export interface RaceWorld {
  readonly servers: PerSide<Server>;
  /** The owner of the workspace, with the inbox open on the first process. */
  readonly ana: Desk;
  /** A member, with the inbox open on the second process. */
  readonly ben: Desk;
  /** Ben's id as an operator. */
  readonly benId: string;
  readonly recorder: Recorder;
  /** Two more members with their inboxes open, as a team of their own; closed with `close`. */
  team(wish: { readonly routing: Routing; readonly capacity: number }): Promise<Team>;
  /** Operators on Telegram, until they are closed: they are told of every conversation meanwhile. */
  telegram(): Promise<TelegramDesk>;
  /** A visitor who has done nothing yet. */
  guest(): Promise<Guest>;
  /** A visitor whom the bot has greeted and asked for a name. */
  greeted(): Promise<Chat>;
  /** A visitor for whom it rings. */
  ringing(): Promise<Chat>;
  /** What is stored, once all of it is sent and every rule of the storage holds. */
  settled(conversationId: string): Promise<StoredConversation>;
  /** What is stored at this moment. */
  stored(conversationId: string): Promise<StoredConversation>;
  /** Lets so much time pass for one timer of a conversation that it is due in `inMs`. Nobody may write meanwhile. */
  dueIn(conversationId: string, timer: string, inMs: number): Promise<void>;
}

/** People who answer for a team; nobody else of the workspace is in it. */
export interface Team {
  readonly id: string;
  readonly members: readonly Desk[];
  close(): void;
}

/** A visitor in their conversation. */
export interface Chat {
  readonly guest: Guest;
  readonly id: string;
}

/** What the flow of the races says; words that no text of a handoff has. */
export const flowTexts = {
  ask: 'What is your name?',
  first: 'One',
  second: 'Two',
  wish: 'What do you wish for?',
} as const;
export const humanTakesOver = 'A person takes over from here.';
export const botResumes = 'The bot is back.';
export const sessionEnded = 'That was all.';

const main = path.resolve(import.meta.dirname, '../../testing/provider-main.ts');

/** Starts everything on an empty, migrated database, and calls back when it is to be played with. */
export async function inRaceWorld<Result>(
  databaseUrl: string,
  play: (world: RaceWorld) => Promise<Result>,
): Promise<Result> {
  const recorder = new Recorder();
  const database = createDatabase(databaseUrl, { log: { warn: () => undefined }, connections: 4 });
  const telegram = await startTelegramForRaces(database);
  const env = {
    DATABASE_URL: databaseUrl,
    BATON_SECRET: 's'.repeat(32),
    TEST_PROVIDER_URL: await recorder.listen(),
    TELEGRAM_API_ROOT: telegram.url,
  };
  const servers = { a: await newServer(main, env), b: await newServer(main, env) };
  const desks: Desk[] = [];
  try {
    for (const server of [servers.a, servers.b]) await server.start();
    const urls = { a: servers.a.url, b: servers.b.url };
    const ana = await Desk.open('owner', urls, owner, 'a');
    desks.push(ana);
    const bens = await memberOf(database, 'Ben');
    const ben = await Desk.open('Ben', urls, bens, 'b');
    desks.push(ben);
    await until('both inboxes are open', () => (ana.online && ben.online ? true : undefined));
    const channelId = await openChannel(ana);
    return await play({
      servers,
      ana,
      ben,
      benId: bens.userId,
      recorder,
      team: (wish) => openTeam(database, ana, urls, wish),
      telegram: () => telegram.open(ana, bens.userId),
      ...storage(database),
      ...visitors(urls, channelId, database, ben),
    });
  } catch (error) {
    const logs = [servers.a, servers.b].map(({ output }) => output).join('\n');
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${logs}`, { cause: error });
  } finally {
    for (const desk of desks) desk.close();
    for (const server of [servers.a, servers.b]) server.dispose();
    recorder.close();
    await telegram.stop();
    await database.close();
  }
}

async function memberOf(database: Database, name: string) {
  const { id } = await database.prisma.workspace.findFirstOrThrow();
  return makeMember(database, id, 'agent', name);
}

async function openTeam(
  database: Database,
  ana: Desk,
  urls: PerSide<string>,
  { routing, capacity }: { readonly routing: Routing; readonly capacity: number },
): Promise<Team> {
  const accounts = { Cleo: await memberOf(database, 'Cleo'), Dan: await memberOf(database, 'Dan') };
  const members = [await Desk.open('Cleo', urls, accounts.Cleo, 'a'), await Desk.open('Dan', urls, accounts.Dan, 'b')];
  const operatorIds = Object.values(accounts).map(({ userId }) => userId);
  for (const id of operatorIds) await ana.ask('a', 'PUT', `/api/operators/${id}/capacity`, { capacity });
  await until('their inboxes are open', () => (members.every(({ online }) => online) ? true : undefined));
  const team = z
    .object({ id: z.string() })
    .parse(await ana.ask('a', 'POST', '/api/teams', { name: 'Desk', routing, operatorIds }));
  return {
    id: team.id,
    members,
    close() {
      for (const member of members) member.close();
    },
  };
}

/** A website whose flow says several things at a time, and asks before each of them. */
async function openChannel(ana: Desk): Promise<string> {
  const document = buildFlow()
    .step('name', 'question', { text: flowTexts.ask })
    .step('first', 'message', { text: flowTexts.first })
    .step('second', 'message', { text: flowTexts.second })
    .step('wish', 'question', { text: flowTexts.wish })
    .step('bye', 'end', { text: 'Bye.' })
    .configure({ humanTakesOver, botResumes, sessionEnded })
    .document();
  const { id: flowId, revision } = answers.flow.parse(
    await ana.ask('a', 'POST', '/api/flows', { name: 'Races', document }),
  );
  await ana.ask('a', 'POST', `/api/flows/${flowId}/publish`, { revision });
  const channel = await ana.ask('a', 'POST', '/api/channels', { type: 'widget', name: 'Races', flowId });
  return answers.channel.parse(channel).id;
}

function visitors(urls: PerSide<string>, channelId: string, database: Database, ben: Desk) {
  const guest = () => Guest.arrive(urls, channelId);
  async function greeted(): Promise<Chat> {
    const visitor = await guest();
    return { guest: visitor, id: await visitor.command('a', 'start') };
  }
  return {
    guest,
    greeted,
    async ringing(): Promise<Chat> {
      const chat = await greeted();
      await chat.guest.command('a', 'request-person');
      const { columns } = await storedConversation(database, chat.id);
      must(columns.phase === 'ringing', `nobody was asked: it is ${columns.mode}, ${columns.phase}`);
      await until('the other process rings', () => ben.told(chat.id, 'handoff.ringing')[0]);
      return chat;
    },
  };
}

function storage(database: Database): Pick<RaceWorld, 'stored' | 'settled' | 'dueIn'> {
  const stored = (id: string) => storedConversation(database, id);
  return {
    stored,
    async settled(id) {
      const conversation = await until('all is sent', async () => {
        const now = await stored(id);
        const onTheirWay = now.messages.some(({ outbox }) => outbox === 'pending' || outbox === 'claimed');
        return onTheirWay ? undefined : now;
      });
      const problems = new Problems();
      checkStored([conversation], problems);
      must(problems.all.length === 0, problems.all.join('\n'));
      return conversation;
    },
    async dueIn(id, timer, inMs) {
      const dueAt = Date.now() + inMs;
      const { rowCount } = await database.pool.query(
        `WITH moved AS (
           UPDATE "Conversation" SET state = jsonb_set(state, ARRAY['timers', $2::text], to_jsonb($3::bigint))
           WHERE id = $1 AND state -> 'timers' ? $2 RETURNING id)
         UPDATE "Timer" t SET "dueAt" = to_timestamp($3::bigint / 1000.0) FROM moved m
         WHERE t."conversationId" = m.id AND t.kind = $2`,
        [id, timer, dueAt],
      );
      must(rowCount === 1, `no ${timer} timer runs`);
    },
  };
}

/** The number of entries of a transcript that read so. */
export function timesSaid({ messages }: StoredConversation, text: string): number {
  return messages.filter(({ content }) => content.kind === 'text' && content.text === text).length;
}

/** The number of lines for staff about such an event. */
export function timesNoted({ messages }: StoredConversation, event: string): number {
  return messages.filter(({ content }) => content.kind === 'event' && content.event === event).length;
}

/** An id for something that somebody sends. */
export const newId = randomUUID;
