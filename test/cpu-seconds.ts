/**
 * What some work costs, whatever else the machine does meanwhile.
 */

/** User and system time together, the collector's and the compiler's included. */
export function cpuSecondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
