/**
 * `npm run lock`: the lock file with an entry for every platform's package.
 *
 * Where a registry lacks the packages of other platforms, `npm install` leaves them out of the
 * lock, and `npm ci` then refuses it ("Missing ... from lock file"), on this platform too. They are
 * never fetched here: their entries say for which system they are, as their own manifests do.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

export interface LockEntry {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

export interface Lock {
  packages: Record<string, LockEntry>;
}

const SYSTEMS: Record<string, string> = { win32: "win32", windows: "win32" };
const SYSTEM = /(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|windows)/;
const CPU = /(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32|x64)/;

/** Optional dependencies that the lock has no entry for, as `node_modules/NAME` to entry. */
export function missingEntries(lock: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const key = `node_modules/${name}`;
      const isThere = Object.keys(lock.packages).some((known) => known.endsWith(key));
      const entry = isThere ? undefined : entryOf(name, version);
      if (entry !== undefined) missing[key] = dev ? { ...entry, dev } : entry;
    }
  }
  return missing;
}

// Undefined where the name tells no platform: such a package has to be resolved by npm.
function entryOf(name: string, version: string): LockEntry | undefined {
  const [system] = SYSTEM.exec(name) ?? [];
  const [cpu] = CPU.exec(name.slice(name.lastIndexOf("/"))) ?? [];
  if (system === undefined || cpu === undefined) return undefined;
  const libc = system !== "linux" ? undefined : name.includes("musl") ? "musl" : "glibc";
  return {
    version,
    cpu: [cpu],
    optional: true,
    os: [SYSTEMS[system] ?? system],
    ...(libc !== undefined && { libc: [libc] }),
  };
}

if (import.meta.main) {
  const file = path.resolve(import.meta.dirname, "..", "package-lock.json");
  const lock = JSON.parse(readFileSync(file, "utf8")) as Lock;
  const entries = Object.entries({ ...lock.packages, ...missingEntries(lock) });
  lock.packages = Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
}
