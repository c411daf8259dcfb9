/**
 * Whether a parsed value can be walked: no cycle, no bomb, no abyss.
 *
 * YAML aliases share values (YAML 1.2 #anchors-and-aliases), so a small text can stand for an
 * endless or an enormous tree.
 */
import { MAX_DEPTH, TOO_DEEP } from "./parse.ts";
import { appendPointer } from "./pointer.ts";

export class NestingError extends Error {
  readonly code: "source.cyclic-alias" | "source.too-deep" | "source.too-large";
  readonly pointer: string;

  constructor(code: NestingError["code"], message: string, pointer: string) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}

/** Values in the tree once every alias is written out. */
export const MAX_EXPANDED_VALUES: number = 20_000_000;

/** Whether a value that shares nothing with itself is nested deeper than is read. */
export function isTooDeep(value: unknown, depth = 0): boolean {
  if (value === null || typeof value !== "object") return false;
  if (depth > MAX_DEPTH) return true;
  for (const key in value) {
    const child = (value as Record<string, unknown>)[key];
    if (child !== null && typeof child === "object" && isTooDeep(child, depth + 1)) return true;
  }
  return false;
}

/** @throws {NestingError} */
export function checkNesting(root: unknown): void {
  const sizes = new Map<object, number>();
  const open = new Set<object>();

  function measure(value: unknown, pointer: Path, depth: number): number {
    if (value === null || typeof value !== "object") return 1;
    if (open.has(value)) {
      throw new NestingError(
        "source.cyclic-alias",
        "the value contains itself: a YAML alias stands inside its own anchor",
        render(pointer),
      );
    }
    const known = sizes.get(value);
    if (known !== undefined) return known;
    if (depth > MAX_DEPTH) {
      throw new NestingError("source.too-deep", TOO_DEEP, render(pointer));
    }
    open.add(value);
    let size = 1;
    for (const key in value) {
      const child = (value as Record<string, unknown>)[key];
      if (child === null || typeof child !== "object") size++;
      else size += measure(child, { parent: pointer, token: key }, depth + 1);
    }
    open.delete(value);
    if (size > MAX_EXPANDED_VALUES) {
      throw new NestingError(
        "source.too-large",
        `YAML aliases stand for more than ${MAX_EXPANDED_VALUES} values`,
        render(pointer),
      );
    }
    sizes.set(value, size);
    return size;
  }

  measure(root, undefined, 0);
}

type Path = { parent: Path; token: string } | undefined;

// A cycle's pointer is cut where it first closes, so it is never longer than MAX_DEPTH tokens.
function render(path: Path): string {
  const tokens: string[] = [];
  for (let step = path; step !== undefined; step = step.parent) tokens.push(step.token);
  return appendPointer("", ...tokens.reverse());
}
