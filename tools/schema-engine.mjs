#!/usr/bin/env node
// A drop-in for Prisma's native schema engine, for PostgreSQL: the same arguments and the same
// JSON-RPC over stdin and stdout, carried out by Prisma's own WebAssembly build of that engine.
// Prisma's CLI downloads the native one at every command; where it can't be downloaded, tools/prisma.mjs
// points PRISMA_SCHEMA_ENGINE_BINARY here.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { runDatabaseCommand } from './schema-engine/database-commands.mjs';
import { logError, logInfo } from './schema-engine/log.mjs';
import { migrationAdapterFactory } from './schema-engine/postgres-adapter.mjs';
import { engineVersion, loadEngine } from './schema-engine/wasm-engine.mjs';

/** Methods that the WebAssembly engine has under another name than the protocol. */
const RENAMED_METHODS = { getDatabaseVersion: 'version' };
/** JSON-RPC's code for an error the engine reports, as the native engine sends it. */
const ENGINE_ERROR = 4466;

const options = parseArguments(process.argv.slice(2));
if (options.version) process.stdout.write(`schema-engine-wasm ${engineVersion()}\n`);
else if (options.databaseCommand) {
  logInfo('Starting schema engine CLI');
  process.exitCode = await runDatabaseCommand(options.databaseCommand, options.datasource.url);
} else await serve();

function parseArguments(argv) {
  const parsed = { version: false, datamodels: [], datasource: {}, databaseCommand: undefined };
  const readers = {
    '--version': () => {
      parsed.version = true;
    },
    '--datamodels': (next) => parsed.datamodels.push(next()),
    '--datasource': (next) => {
      parsed.datasource = JSON.parse(next());
    },
    '--enabled-preview-features': (next) => next(),
    '--extension-types': (next) => next(),
    cli: (next) => {
      parsed.databaseCommand = next();
    },
  };
  const words = argv.values();
  for (const word of words) readers[word]?.(() => words.next().value);
  return parsed;
}

/** Answers requests, one a line and one at a time, until stdin closes. */
async function serve() {
  // What the engine throws outside a call is a Rust panic: the CLI knows it by this exit code.
  process.on('uncaughtException', (error) => {
    logError(`The schema engine failed: ${error.message}`);
    process.exit(101);
  });
  let engine;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const request = line.trim() === '' ? {} : JSON.parse(line);
    if (request.method === undefined) continue;
    try {
      engine ??= await openEngine();
      send(await answer(engine, request));
    } catch (error) {
      send(failure(request, error));
    }
  }
  process.exit(0);
}

async function openEngine() {
  const url = options.datasource.url ?? 'postgresql://no-datasource.invalid/none';
  const datamodels = options.datamodels.map((file) => [file, readFileSync(file, 'utf8')]);
  const factory = migrationAdapterFactory(url, options.datasource.shadowDatabaseUrl);
  return loadEngine(datamodels.length > 0 ? datamodels : undefined, factory);
}

async function answer(engine, request) {
  const method = RENAMED_METHODS[request.method] ?? request.method;
  const result = await engine[method](request.params ?? undefined);
  // The native engine prints a diff by a request of its own before it answers.
  if (request.method === 'diff' && result?.stdout) {
    send({ jsonrpc: '2.0', id: 'print', method: 'print', params: { content: result.stdout } });
  }
  return { jsonrpc: '2.0', id: request.id, result: result ?? null };
}

function failure(request, error) {
  const message = error?.message ?? String(error);
  const data = { is_panic: false, message, error_code: error?.code, meta: error?.meta };
  return { jsonrpc: '2.0', id: request.id, error: { code: ENGINE_ERROR, message, data } };
}

function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
