/**
 * What a broker says, for people.
 */
import type { Notice } from "../broker/client/notices.ts";
import type { painter } from "../report/terminal.ts";
import { visible } from "../report/visible.ts";

/** One line each, its type first; more lines of a text stand below its first. */
export function renderNotices(
  notices: readonly Notice[],
  paint: ReturnType<typeof painter>,
): string {
  return notices
    .map(({ type, text }) => {
      const [first, ...more] = visible(text).split("\n");
      const color = COLORS[type];
      const label = color === undefined ? visible(type) : paint(color, type);
      return [`${label}  ${first}`, ...more.map((line) => `  ${line}`)]
        .map((line) => `${line.trimEnd()}\n`)
        .join("");
    })
    .join("");
}

const COLORS: Readonly<Record<string, "green" | "yellow" | "red" | "cyan">> = {
  success: "green",
  info: "cyan",
  prompt: "yellow",
  warning: "yellow",
  error: "red",
  danger: "red",
};
