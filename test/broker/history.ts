/**
 * Plays a history, one act a line, on a broker: over HTTP on any, or on a store.
 *
 *     publish A 1 -> P content x branch main tag t     A's version 1 expects x of P
 *     verify A/P x by P 2 ok branch main tag t wip     or: failed
 *     version P 3 branch main tag prod
 *     main-branch P main
 *     environment prod                                 once, before it is used
 *     deploy P 2 to prod as blue                       "as": the application instance
 *     undeploy P from prod as blue
 *     release A 1 to prod
 *     end-support A 1 in prod
 *     untag P 3 prod
 *     delete-branch P main
 *
 * Words are separated by blanks; the content is one word; `branch` and `tag` may come again.
 */

/** What can be done to a broker. */
export interface Acts {
  publish(pact: PactOf, version: string, marks: Marks): Promise<void>;
  verify(pact: PactOf, result: VerifiedBy, marks: Marks): Promise<void>;
  version(participant: string, number: string, marks: Marks): Promise<void>;
  mainBranch(participant: string, branch: string): Promise<void>;
  environment(name: string): Promise<void>;
  deploy(participant: string, number: string, environment: string, as?: string): Promise<void>;
  undeploy(participant: string, environment: string, as?: string): Promise<void>;
  release(participant: string, number: string, environment: string): Promise<void>;
  endSupport(participant: string, number: string, environment: string): Promise<void>;
  untag(participant: string, number: string, tag: string): Promise<void>;
  deleteBranch(participant: string, branch: string): Promise<void>;
}

export interface PactOf {
  consumer: string;
  provider: string;
  /** The same word is the same content. */
  content: string;
}

export interface VerifiedBy {
  /** The provider's version. */
  version: string;
  success: boolean;
  isWip: boolean;
}

export interface Marks {
  branches: string[];
  tags: string[];
}

/** @param history lines; empty ones, and what follows `#`, say nothing */
export async function play(history: string, acts: Acts): Promise<void> {
  for (const line of history.split("\n")) {
    const words = line
      .replace(/#.*/, "")
      .split(/\s+/)
      .filter((word) => word !== "");
    if (words.length > 0) await playLine(words, acts, line);
  }
}

async function playLine(words: readonly string[], acts: Acts, line: string): Promise<void> {
  const [verb, name, number] = words as [string, string, string];
  const after = (word: string): string | undefined => {
    const index = words.indexOf(word);
    return index === -1 ? undefined : words[index + 1];
  };
  const needed = (word: string): string => {
    const value = after(word);
    if (value === undefined) throw new Error(`"${word}" is missing: ${line}`);
    return value;
  };
  const marks = marksOf(words);
  switch (verb) {
    case "publish": {
      const pact = { consumer: name, provider: needed("->"), content: needed("content") };
      return acts.publish(pact, number, marks);
    }
    case "verify": {
      const [consumer, provider] = name.split("/") as [string, string];
      const at = words.indexOf("by");
      const outcome = words[at + 3];
      if (words[at + 1] !== provider || !/^(ok|failed)$/.test(outcome ?? "")) {
        throw new Error(`"by ${provider} VERSION ok|failed" is missing: ${line}`);
      }
      const isWip = words.includes("wip");
      const result = { version: words[at + 2]!, success: outcome === "ok", isWip };
      return acts.verify({ consumer, provider, content: number }, result, marks);
    }
    case "version":
      return acts.version(name, number, marks);
    case "main-branch":
      return acts.mainBranch(name, number);
    case "environment":
      return acts.environment(name);
    case "deploy":
      return acts.deploy(name, number, needed("to"), after("as"));
    case "undeploy":
      return acts.undeploy(name, needed("from"), after("as"));
    case "release":
      return acts.release(name, number, needed("to"));
    case "end-support":
      return acts.endSupport(name, number, needed("in"));
    case "untag":
      return acts.untag(name, number, words[3]!);
    case "delete-branch":
      return acts.deleteBranch(name, number);
    default:
      throw new Error(`no such act: ${line}`);
  }
}

function marksOf(words: readonly string[]): Marks {
  const marks: Marks = { branches: [], tags: [] };
  for (const [index, word] of words.entries()) {
    if (word === "branch") marks.branches.push(words[index + 1]!);
    if (word === "tag") marks.tags.push(words[index + 1]!);
  }
  return marks;
}

/** A pact of one interaction, told by `content`. */
export function pactText({ consumer, provider, content }: PactOf): string {
  return JSON.stringify({
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [
      {
        description: content,
        request: { method: "GET", path: `/${content}` },
        response: { status: 200 },
      },
    ],
    metadata: { pactSpecification: { version: "2.0.0" } },
  });
}
