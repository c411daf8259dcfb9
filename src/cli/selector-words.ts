/**
 * Selectors of a command line: what follows a `--pacticipant` or an `--ignore` belongs to it.
 */
import type { Selector } from "../broker/client/matrix.ts";
import { ConcordatError } from "../findings/concordat-error.ts";

/** A flag and what was said with it; null where a flag takes nothing. */
export interface SelectorWord {
  flag: "pacticipant" | "ignore" | "version" | "latest" | "tag" | "branch" | "main-branch";
  value: string | null;
}

export interface Selectors {
  selectors: Selector[];
  ignored: Pick<Selector, "pacticipant" | "version">[];
}

/** @throws {ConcordatError} `usage.invalid` for what belongs to nobody, or is said twice of one */
export function readSelectors(words: readonly SelectorWord[]): Selectors {
  const selectors: Selector[] = [];
  const ignored: Selector[] = [];
  let current: Selector | undefined;
  let isIgnored = false;
  for (const { flag, value } of words) {
    if (flag === "pacticipant" || flag === "ignore") {
      current = { pacticipant: value! };
      isIgnored = flag === "ignore";
      (isIgnored ? ignored : selectors).push(current);
      continue;
    }
    if (current === undefined) {
      throw usage(`--${flag} stands before any --pacticipant`, "Name the pacticipant first.");
    }
    if (isIgnored && flag !== "version") {
      throw usage(
        `--${flag} stands after --ignore ${current.pacticipant}`,
        "Only a --version may follow --ignore; name a --pacticipant first.",
      );
    }
    const added = fieldsOf(flag, value);
    const twice = Object.keys(added).some((name) => Object.hasOwn(current!, name));
    if (twice) {
      throw usage(
        `--${flag} is said twice of ${current.pacticipant}`,
        "Repeat --pacticipant for another version of it.",
      );
    }
    Object.assign(current, added);
  }
  return { selectors, ignored };
}

function fieldsOf(flag: SelectorWord["flag"], value: string | null): Partial<Selector> {
  switch (flag) {
    case "latest":
      return { latest: true, ...(value !== null && { tag: value }) };
    case "main-branch":
      return { mainBranch: true };
    default:
      return { [flag]: value };
  }
}

function usage(message: string, mend: string): ConcordatError {
  return new ConcordatError("usage.invalid", message, { mend });
}
