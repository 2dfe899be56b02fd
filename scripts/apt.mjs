// Programs that tests need, on a machine whose packages we may change.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export function canUseApt() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Answers whether it went well. */
export function installWithApt(packages) {
  // Another apt may be running (unattended upgrades): wait for its lock instead of failing.
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-q'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  return (
    run('apt-get', [...options, 'update']) &&
    run('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...packages], env)
  );
}

function run(command, args, env = {}) {
  return spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}
