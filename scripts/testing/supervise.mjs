// What boot.mjs does around a task, for scripts given as text, until the first ends:
// `supervise.mjs <options as JSON> <script> …`.
import { forwardSignals, Interrupted, runNode, stopAll } from '../processes.mjs';

const [options, ...scripts] = process.argv.slice(2);
forwardSignals();
try {
  const { code } = await Promise.race(scripts.map((script) => runNode(['--eval', script], JSON.parse(options))));
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.exitCode = error.exitCode;
} finally {
  await stopAll();
}
process.exit();
