/**
 * Numbers that look drawn by chance and follow from a seed and a place alone, so that a value
 * stays what it is when its neighbours change.
 *
 * SplitMix: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
 * in 32 bits, with the finaliser of MurmurHash3 (`fmix32`) in the place of its 64-bit one.
 */

/** Where a sequence of numbers stands; drawing from it moves it on. */
export interface Random {
  state: number;
}

/** The sequence that `seed` stands for; 1 and "1" stand for the same one. */
export function seeded(seed: number | string): Random {
  return { state: mix(0, String(seed)) };
}

/** A sequence of its own for the place `name` inside; `random` does not move. */
export function fork(random: Random, name: string | number): Random {
  return { state: mix(random.state, name) };
}

/** A whole number from 0 up to, not including, `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(fraction(random) * limit);
}

/** A number from 0 up to, not including, 1. */
export function fraction(random: Random): number {
  // The golden ratio's fraction of 2^32 visits every state once: Steele et al., §2.
  random.state = (random.state + 0x9e3779b9) | 0;
  return finalise(random.state) / 0x1_0000_0000;
}

/** One of `list`, which is not empty. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)]!;
}

/** The first of `list` that `fits`, from one drawn by chance on. */
export function pickFitting<T>(
  random: Random,
  list: readonly T[],
  fits: (item: T) => boolean,
): T | undefined {
  const start = below(random, list.length);
  for (let index = 0; index < list.length; index += 1) {
    const item = list[(start + index) % list.length]!;
    if (fits(item)) return item;
  }
  return undefined;
}

function mix(state: number, name: string | number): number {
  let hash = state ^ 0x811c9dc5;
  if (typeof name === "number") return finalise(Math.imul(hash, 0x01000193) ^ name);
  // FNV-1a over UTF-16 units: short names, no secrets.
  for (let index = 0; index < name.length; index += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193);
  }
  return finalise(hash);
}

function finalise(state: number): number {
  let hash = state;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
