import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

/** Where a running (or killed) server noted its process and port: postmaster.pid in its data folder. */
export function postmasterFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid');
}

export async function readPostmasterFile(cluster: string): Promise<Postmaster | undefined> {
  try {
    return parsePostmasterFile(await readFile(postmasterFile(cluster), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Lines: process, data folder, start time, port, socket folder, listen address, memory key, status. */
export function parsePostmasterFile(text: string): Postmaster | undefined {
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && Number.isInteger(port) && port > 0 ? { pid, port } : undefined;
}
