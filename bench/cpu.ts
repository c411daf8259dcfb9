/**
 * CPU time of work in this process.
 */

const ROUNDS = 7;
const WARM_UP_SECONDS = 0.5;
const ROUND_SECONDS = 0.3;

/**
 * Microseconds of CPU for one run of each work: the least of several rounds, taken in turns, so that
 * what disturbs one disturbs the others.
 */
export function microseconds(works: readonly (() => void)[]): number[] {
  const counts = works.map((work) => {
    let count = 0;
    const start = process.cpuUsage();
    while (secondsSince(start) < WARM_UP_SECONDS) {
      work();
      count += 1;
    }
    return Math.max(1, Math.round((count * ROUND_SECONDS) / WARM_UP_SECONDS));
  });
  const best = works.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) {
      const start = process.cpuUsage();
      for (let run = 0; run < counts[index]!; run += 1) work();
      best[index] = Math.min(best[index]!, (secondsSince(start) / counts[index]!) * 1e6);
    }
  }
  return best;
}

function secondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}
