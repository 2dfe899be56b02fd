import { expect, inject, test } from 'vitest';
import { cloneTemplate } from '../db/testing/test-postgres.ts';
import { allRaces } from './testing/all-races.ts';
import { inRaceWorld } from './testing/race-world.ts';
import { runRaces } from './testing/run-races.ts';

// `pnpm test:races` runs each of them a hundred times.
const TIMES = 5;

test(`each race, ${TIMES} times on two processes, comes out right`, async () => {
  const database = await cloneTemplate(inject('testServer'));
  try {
    const reports = await inRaceWorld(database.url, (world) => runRaces(world, allRaces, TIMES));
    expect(reports.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
    expect(reports.map(({ times }) => times)).toEqual(allRaces.map(() => TIMES));
  } finally {
    await database.drop();
  }
}, 180_000);
