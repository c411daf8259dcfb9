/**
 * Circles in a graph of calls.
 */

/** Nodes without which there is no circle: where a walk along the calls comes back to itself. */
export function circlesIn(calls: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const done = new Set<string>();
  for (const start of calls.keys()) {
    const open = new Set<string>();
    const path: { name: string; callees: Iterator<string> }[] = [];
    const enter = (name: string): void => {
      open.add(name);
      path.push({ name, callees: (calls.get(name) ?? NONE).values() });
    };
    if (!done.has(start)) enter(start);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const { value: callee, done: isLast } = last.callees.next();
      if (isLast) {
        open.delete(last.name);
        done.add(last.name);
        path.pop();
      } else if (open.has(callee)) found.add(callee);
      else if (!done.has(callee)) enter(callee);
    }
  }
  return found;
}

const NONE: ReadonlySet<string> = new Set();
