// `pnpm bench [name]`: each benchmark prints lines of JSON, one per thing that is measured.
import { benchEngine } from './engine/engine-bench.ts';
import { benchGrowth } from './growth/growth-bench.ts';
import { benchIdle } from './idle/idle-bench.ts';
import { benchLive } from './live/live-bench.ts';
import { benchTurn } from './turn/turn-bench.ts';
import { benchWhatsApp } from './whatsapp/whatsapp-bench.ts';
import { benchWidget } from './widget/widget-bench.ts';

const benches: Readonly<Record<string, () => Promise<void>>> = {
  turn: benchTurn,
  growth: benchGrowth,
  engine: benchEngine,
  live: benchLive,
  idle: benchIdle,
  whatsapp: benchWhatsApp,
  widget: benchWidget,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark "${unknown.join('", "')}": choose from ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
let failed = false;
for (const name of chosen.length > 0 ? chosen : Object.keys(benches)) {
  try {
    await benches[name]?.();
  } catch (error) {
    failed = true;
    console.error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
process.exit(failed ? 1 : 0);
