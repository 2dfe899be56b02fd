// What boot.mjs does around a task, for one script given as text: `supervise.mjs <options as JSON> <script>`.
import { forwardSignals, Interrupted, runNode, stopAll } from '../processes.mjs';

const [options, script] = process.argv.slice(2);
forwardSignals();
try {
  const { code } = await runNode(['--eval', script], JSON.parse(options));
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof Interrupted)) throw error;
  process.exitCode = error.exitCode;
} finally {
  await stopAll();
}
process.exit();
