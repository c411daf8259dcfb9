/**
 * Where files stand for those who read a report elsewhere: relative to the root of the sources.
 */
import path from "node:path";

export interface SourceRoot {
  /** What file names in findings are relative to; absolute. */
  cwd: string;
  /** Absolute. */
  root: string;
}

/** GitHub's workspace where `cwd` is in it, as GitHub resolves paths there; else `cwd`. */
export function sourceRootOf(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): SourceRoot {
  const workspace = env.GITHUB_WORKSPACE;
  const isAround = workspace !== undefined && workspace !== "" && isInside(workspace, cwd);
  return { cwd, root: isAround ? path.resolve(workspace) : cwd };
}

/** A file's path from the root, with forward slashes; of one outside, it climbs (`../`). */
export function pathFromRoot({ cwd, root }: SourceRoot, file: string): string {
  return path.relative(root, path.resolve(cwd, file)).split(path.sep).join("/");
}

export function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
