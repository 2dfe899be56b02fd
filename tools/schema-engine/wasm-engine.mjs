import { readFileSync } from 'node:fs';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

export function engineVersion() {
  return JSON.parse(readFileSync(packageFile('package.json'), 'utf8')).version;
}

export async function loadEngine(datamodels, adapterFactory) {
  // The package's own entry imports the .wasm file as a module, which Node does not do.
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = readFileSync(packageFile('schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': bindings });
  // The engine hands over the message of a panic through this object.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message(message) {
      throw new Error(message);
    },
  };
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const ignoreLog = () => undefined;
  return bindings.SchemaEngine.new({ datamodels }, ignoreLog, bindMigrationAwareSqlAdapterFactory(adapterFactory));
}

function packageFile(name) {
  return new URL(`./${name}`, import.meta.resolve('@prisma/schema-engine-wasm'));
}
