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

/** Optional dependencies that the lock has no entry for, by the path they would be entered under. */
export function missingEntries(lock: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [owner, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const known = resolvedFrom(lock, owner, name);
      const isExact = /^\d/.test(version);
      if (known !== undefined && (!isExact || known.version === version)) continue;
      const entry = entryOf(name, version);
      if (entry === undefined) continue;
      const top = `node_modules/${name}`;
      // Another version at the top leaves room beside its owner only.
      const key = lock.packages[top] === undefined ? top : `${owner}/${top}`;
      missing[key] = dev ? { ...entry, dev } : entry;
    }
  }
  return missing;
}

// As Node finds it: in the owner's own folder, then in those around it.
function resolvedFrom(lock: Lock, owner: string, name: string): LockEntry | undefined {
  const parts = owner === "" ? [] : owner.split("node_modules/").slice(1);
  for (let depth = parts.length; depth >= 0; depth--) {
    const folder = parts
      .slice(0, depth)
      .map((part) => `node_modules/${part}`)
      .join("");
    const entry = lock.packages[`${folder}${folder === "" ? "" : "/"}node_modules/${name}`];
    if (entry !== undefined) return entry;
  }
  return undefined;
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
