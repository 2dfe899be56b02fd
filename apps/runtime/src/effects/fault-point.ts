/** The moments at which a test may stop a process: between any two of them something could be lost or doubled. */
export const faultPoints = [
  'before-write',
  'after-write',
  'after-claim',
  'before-send',
  'after-send',
  'after-settle',
  'before-timer',
] as const;
export type FaultPointName = (typeof faultPoints)[number];

/** Called at each moment; does nothing outside tests. */
export type FaultPoint = (name: FaultPointName) => void | Promise<void>;

/** What production uses. */
export const noFaults: FaultPoint = () => undefined;

/**
 * Kills this process, as a power cut would, at the n-th passing of a point: "after-claim:2". Only where NODE_ENV is
 * `test`: in production nobody can ask for it.
 */
export function faultPointFrom(spec: string | undefined, nodeEnv: string): FaultPoint {
  if (nodeEnv !== 'test' || spec === undefined) return noFaults;
  const [name, count = '1'] = spec.split(':');
  const point = faultPoints.find((each) => each === name);
  if (point === undefined)
    throw new Error(`There is no fault point "${name}": choose one of ${faultPoints.join(', ')}`);
  let passing = Number(count);
  return (passed) => {
    if (passed !== point) return;
    passing -= 1;
    if (passing === 0) process.kill(process.pid, 'SIGKILL');
  };
}
