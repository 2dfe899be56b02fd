// How many tests passed and failed, read from the runners' reports so that nothing broken counts as fine.

/** From Vitest's json reporter. */
export function vitestTotals({ numPassedTests, numFailedTests, testResults }) {
  // A file that breaks before its first test has no failed test to its name.
  return { passed: numPassedTests, failed: numFailedTests + testResults.filter(isBrokenFile).length };
}

/** From Playwright's json reporter. A test that passed only at the second try is not a test that passed. */
export function playwrightTotals({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** Totals that agree with the runner's exit code; throws when nothing ran. */
export function confirmed(runner, exitCode, { passed, failed }) {
  if (passed + failed === 0) throw new Error(`${runner} ran no test (exit code ${exitCode})`);
  // An error outside of every test, an unhandled rejection for one, shows only in the exit code.
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

function isBrokenFile({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}
