/**
 * An error that says what to do, for people.
 */
import type { ConcordatError } from "../findings/concordat-error.ts";
import { painter } from "../report/terminal.ts";
import { visible } from "../report/visible.ts";
import type { Io } from "./io.ts";

/** Code, message and what mends it, on stderr; control characters of someone's text are shown. */
export function writeError(
  { code, message, mend }: ConcordatError,
  { color }: { color: boolean },
  io: Io,
): void {
  const paint = painter(io.colorErrors && color);
  io.stderr(`${paint("red", "error")}  ${code}\n`);
  for (const line of visible(message).split("\n")) io.stderr(`  ${line}\n`);
  if (mend !== undefined) io.stderr(`\n  mend  ${visible(mend)}\n`);
}
