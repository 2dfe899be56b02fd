import { tmpdir } from 'node:os';
import type { LocalBrowser } from '@baton/channels/channel-adapter';

/** Where nothing was said about one, no connection may run a browser. */
export const noBrowser: LocalBrowser = { folder: tmpdir(), program: null, limit: 0, args: [] };
