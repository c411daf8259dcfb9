/**
 * A command in one text, as the program and its arguments.
 *
 * No shell reads it, so that the process that is started is the one to stop, on every system alike.
 */

export type CommandReading = { words: string[] } | { fault: string };

/** What a shell would act on; taken as an argument it would be wrong in silence. */
const SHELL = /[|&;<>()$`*]/;

/**
 * Blanks part words; what stands in single or in double quotes is taken as it stands, and may be a
 * part of a word. There are no escapes: a backslash is one of a path.
 */
export function readCommand(text: string): CommandReading {
  const words: string[] = [];
  let word: string | undefined;
  for (const { groups } of text.matchAll(PART)) {
    const { blank, single, double, plain } = groups!;
    if (blank !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (plain === '"' || plain === "'") return { fault: `has a ${plain} that is not closed` };
    const sign = plain?.match(SHELL)?.[0];
    if (sign !== undefined) {
      return { fault: `has ${sign}, which only a shell knows; quote it, or name the shell` };
    }
    word = (word ?? "") + (single ?? double ?? plain!);
  }
  if (word !== undefined) words.push(word);
  const first = words[0];
  if (!first) return { fault: "names no program" };
  if (/^\w+=/.test(first)) {
    return { fault: `begins with ${first}; environment variables stand in \`env\`` };
  }
  return { words };
}

const PART = /(?<blank>\s+)|'(?<single>[^']*)'|"(?<double>[^"]*)"|(?<plain>["']|[^\s"']+)/g;
