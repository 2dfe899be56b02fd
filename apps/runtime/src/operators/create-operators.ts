import type { ChannelKey } from '../channels/channel-key.ts';
import type { SecretBox } from '../channels/secret-box.ts';
import type { ExecuteCommand } from '../conversations/execution.ts';
import type { Database } from '../db/client.ts';
import type { Files } from '../files/create-files.ts';
import type { Logger } from '../logging.ts';
import type { Clock } from '../services.ts';
import { createOperatorBots, type OperatorBots } from './operator-bots.ts';
import { createUpdateReceiver } from './receive-update.ts';
import type { Resend } from './resend.ts';
import { createPostSender } from './send-posts.ts';
import { createOperatorTeller } from './tell-operators.ts';

export interface OperatorsDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly instanceId: string;
  readonly secretBox: Pick<SecretBox, 'open'>;
  readonly apiRoot: string | undefined;
  readonly execute: ExecuteCommand;
  readonly files: Files;
  readonly resend: Resend;
  readonly isOnline: (workspaceId: string, userId: string) => boolean;
  /** Somebody can be alerted again. */
  readonly onAvailable: (workspaceId: string) => void;
}

/** Operators on Telegram: hands on the same conversations that the inbox shows. */
export interface Operators {
  readonly bots: OperatorBots;
  /** Takes what came to a bot from operators; false for everybody else's. */
  divert(channel: ChannelKey, payload: unknown): Promise<boolean>;
  /** A conversation has changed: operators may have to be told. */
  changed(): void;
  /** There is something to send. */
  posted(): void;
  start(): void;
  stop(): Promise<void>;
}

export function createOperators(deps: OperatorsDeps): Operators {
  const bots = createOperatorBots(deps);
  const sender = createPostSender({ ...deps, bots });
  const teller = createOperatorTeller({ ...deps, onPosted: sender.nudge });
  const receive = createUpdateReceiver({ ...deps, bots, onPosted: sender.nudge });
  return {
    bots,
    divert: receive,
    changed: teller.nudge,
    posted: sender.nudge,
    start() {
      teller.nudge();
      sender.nudge();
    },
    async stop() {
      await teller.stop();
      await sender.stop();
      bots.stop();
    },
  };
}
