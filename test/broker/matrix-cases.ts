/** Histories and what may be deployed after them: the files of `can-i-deploy/`. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { load } from "js-yaml";

export interface MatrixCase {
  name: string;
  history: string;
  /** Flags of the official `can-i-deploy`. */
  ask?: string;
  /** Flags of the official `can-i-merge`. */
  merge?: string;
  /** What no flag asks. */
  query?: string;
  deployable: boolean | null;
  /** `1 ok, 0 failed, 0 unknown[, 0 ignored]` */
  counts: string;
  /** A key of `NOTICES`, or `type: text`. */
  notices: string[];
  /** `A 1 -> P 2 ok|failed|none[ ignored]`; without a version where the row has none. */
  rows: string[];
}

export function readCases<Case = MatrixCase>(name: string): Case[] {
  const file = path.join(import.meta.dirname, "can-i-deploy", `${name}.yaml`);
  return load(readFileSync(file, "utf8")) as Case[];
}

export const NOTICES: Readonly<Record<string, string>> = {
  "all verified": "success: All required verification results are published and successful",
  "nothing needed": "success: There are no missing dependencies",
  "name an environment":
    "warning: WARN: It is recommended to specify the environment into which you are deploying. Without the environment, this result will not be reliable.",
  "name a version":
    "warning: WARN: It is recommended to specify the version number (rather than the tag or branch) of the pacticipant you wish to deploy to avoid race conditions. Without a version number, this result will not be reliable.",
};

/** What the official command line asks for these flags (recorded). */
export function queryOf({ ask, merge, query }: MatrixCase): string {
  if (query !== undefined) return query;
  const words = (ask ?? merge ?? "").split(" ");
  const selectors: string[] = [];
  const ignored: string[] = [];
  let current = selectors;
  let name = "q";
  let count = 0;
  let to = "";
  let environment = "";
  while (words.length > 0) {
    const word = words.shift()!;
    switch (word) {
      case "-a":
        [current, name] = [selectors, "q"];
        count += 1;
        current.push(`q[][pacticipant]=${words.shift()}`);
        break;
      case "--ignore":
        [current, name] = [ignored, "ignore"];
        current.push(`ignore[][pacticipant]=${words.shift()}`);
        break;
      case "-e":
        current.push(`${name}[][version]=${words.shift()}`);
        break;
      case "--branch":
        current.push(`${name}[][branch]=${words.shift()}`);
        break;
      case "--main-branch":
        current.push(`${name}[][mainBranch]=true`);
        break;
      case "--latest":
        current.push(`${name}[][latest]=true`);
        if (words[0]?.startsWith("-") === false) current.push(`${name}[][tag]=${words.shift()}`);
        break;
      case "--to":
        to = `tag=${words.shift()}`;
        break;
      case "--to-environment":
        environment = `environment=${words.shift()}`;
        break;
      default:
        throw new Error(`no such flag: ${word}`);
    }
  }
  const isSimple = count === 1 && environment === "";
  return [
    ...selectors,
    ...ignored,
    to,
    isSimple ? "latestby=cvp" : "latestby=cvpv",
    environment,
    isSimple ? "latest=true" : "",
    merge === undefined ? "" : "mainBranch=true",
  ]
    .filter((part) => part !== "")
    .join("&");
}

interface MatrixBody {
  summary: Record<string, unknown>;
  notices: { type: string; text: string }[];
  matrix: {
    consumer: { name: string; version: { number: string } };
    provider: { name: string; version: { number: string } | null };
    verificationResult: { success: boolean } | null;
    ignored?: true;
  }[];
}

/** An answer in the words of the cases. */
export function toldOf(body: unknown): Omit<MatrixCase, "name" | "history"> & { reason: string } {
  const { summary, notices, matrix } = body as MatrixBody;
  const { deployable, reason, success, failed, unknown, ignored } = summary;
  const counts = `${success} ok, ${failed} failed, ${unknown} unknown`;
  return {
    deployable: deployable as boolean | null,
    counts: ignored === undefined ? counts : `${counts}, ${ignored} ignored`,
    notices: notices.map(({ type, text }) => `${type}: ${text}`),
    reason: reason as string,
    rows: matrix.map((row) => {
      const { consumer, provider, verificationResult: result } = row;
      const sides = [
        `${consumer.name} ${consumer.version.number} ->`,
        provider.name,
        ...(provider.version === null ? [] : [provider.version.number]),
      ];
      const outcome = result === null ? "none" : result.success ? "ok" : "failed";
      return [...sides, outcome, ...(row.ignored === true ? ["ignored"] : [])].join(" ");
    }),
  };
}

export function expectedOf(expected: MatrixCase): ReturnType<typeof toldOf> {
  const { deployable, counts, rows } = expected;
  const notices = expected.notices.map((notice) => NOTICES[notice] ?? notice);
  const reason = notices.map((notice) => notice.replace(/^\w+: /, "")).join("\n");
  return { deployable, counts, notices, reason, rows };
}
