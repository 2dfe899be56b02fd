import { expect, test } from 'vitest';
import { confirmed, playwrightTotals, vitestTotals } from './totals.mjs';

test('a file that breaks before its first test counts as a failure', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  };
  expect(vitestTotals(report)).toEqual({ passed: 3, failed: 2 });
});

test('unexpected, flaky and global errors of the browser tests all count as failures', () => {
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
  expect(playwrightTotals({ stats, errors: [{ message: 'broken spec' }] })).toEqual({ passed: 5, failed: 3 });
});

test('a bad exit code is a failure even when every test passed', () => {
  expect(confirmed('Vitest', 1, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 1 });
  expect(confirmed('Vitest', 1, { passed: 3, failed: 2 })).toEqual({ passed: 3, failed: 2 });
  expect(confirmed('Vitest', 0, { passed: 3, failed: 0 })).toEqual({ passed: 3, failed: 0 });
});

test('a runner that ran nothing has failed', () => {
  expect(() => confirmed('Playwright', 0, { passed: 0, failed: 0 })).toThrow('Playwright ran no test');
});
