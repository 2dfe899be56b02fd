// Loaded into a process that is measured: answers how much it holds, after a collection.
process.on('message', (asked) => {
  if (asked !== 'memory') return;
  globalThis.gc?.();
  process.send?.({ rss: process.memoryUsage().rss });
});
// Being measured is no reason to go on running.
process.channel?.unref();
