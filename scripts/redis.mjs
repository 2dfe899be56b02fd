// A Redis for the tests of several processes: the one that is there, else Debian's.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { canUseApt, installWithApt } from './apt.mjs';

const knownPlaces = ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'];

/** The path of a Redis server the machine already has, or undefined. `REDIS_SERVER_PATH` wins; a wrong one is an error. */
function systemRedis() {
  const chosen = process.env.REDIS_SERVER_PATH;
  if (chosen && !existsSync(chosen)) throw new Error(`REDIS_SERVER_PATH names ${chosen}, which does not exist`);
  return chosen || knownPlaces.find((path) => existsSync(path)) || onThePath();
}

/** Makes sure a Redis server is there, installing one if need be; throws a sentence that says what to do otherwise. */
export function ensureRedis() {
  const there = systemRedis();
  if (there) return there;
  console.log('No Redis found: installing one for the tests.');
  if (canUseApt()) installWithApt(['redis-server']);
  const installed = systemRedis();
  if (installed) return installed;
  throw new Error('A test needs redis-server: install it, or set REDIS_SERVER_PATH to it.');
}

function onThePath() {
  const { status, stdout } = spawnSync('which', ['redis-server'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
