/**
 * The question whether versions can be deployed together, and the broker's answer.
 *
 * One GET of `/matrix`, as the official command line asks; the rules are the broker's.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import type { HalClient } from "./hal-client.ts";
import { hrefOf } from "./link.ts";
import { isObject, memberOf, type Notice, noticesOf } from "./notices.ts";

export interface Selector {
  pacticipant: string;
  version?: string;
  branch?: string;
  tag?: string;
  latest?: boolean;
  mainBranch?: boolean;
}

export interface MatrixQuestion {
  selectors: readonly Selector[];
  ignored?: readonly Pick<Selector, "pacticipant" | "version">[];
  /** What the others are: those of an environment, of a tag, or of their main branches. */
  environment?: string;
  tag?: string;
  mainBranch?: boolean;
  /** All results, and not the latest of each alone. */
  isEveryRevision?: boolean;
}

export interface MatrixAnswer {
  /** Null: something was not verified yet. */
  deployable: boolean | null;
  success: number;
  failed: number;
  unknown: number;
  notices: Notice[];
  rows: MatrixRow[];
  /** The broker's own document. */
  document: Record<string, unknown>;
}

export interface MatrixRow {
  consumer: string;
  consumerVersion: string | undefined;
  provider: string;
  providerVersion: string | undefined;
  success: boolean | undefined;
  resultUrl: string | undefined;
  isIgnored: boolean;
}

/** @throws {ConcordatError} `broker.unreachable`, `broker.refused` */
export async function askMatrix(
  client: HalClient,
  question: MatrixQuestion,
): Promise<MatrixAnswer> {
  const { body } = await client.ask("GET", `matrix?${matrixQuery(question)}`);
  return readMatrix(body);
}

/** Names in brackets are parted by the order they stand in: one of `q` begins where a key comes again. */
export function matrixQuery(question: MatrixQuestion): string {
  const {
    selectors,
    ignored = [],
    environment,
    tag,
    mainBranch = false,
    isEveryRevision,
  } = question;
  const isOfMany = environment !== undefined || selectors.length > 1;
  const pairs: [name: string, value: string | boolean | undefined][] = [
    ...selectors.flatMap((each): typeof pairs => [
      ["q[][pacticipant]", each.pacticipant],
      ["q[][version]", each.version],
      ["q[][latest]", each.latest],
      ["q[][tag]", each.tag],
      ["q[][branch]", each.branch],
      ["q[][mainBranch]", each.mainBranch],
    ]),
    ...ignored.flatMap((each): typeof pairs => [
      ["ignore[][pacticipant]", each.pacticipant],
      ["ignore[][version]", each.version],
    ]),
    ["tag", tag],
    ["latestby", isEveryRevision === true ? undefined : isOfMany ? "cvpv" : "cvp"],
    ["environment", environment],
    ["latest", !isOfMany],
    ["mainBranch", mainBranch],
  ];
  return pairs
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join("&");
}

/** @throws {ConcordatError} `broker.refused` for what is no answer to the question */
export function readMatrix(document: unknown): MatrixAnswer {
  const [summary, matrix] = [memberOf(document, "summary"), memberOf(document, "matrix")];
  if (!isObject(document) || !isObject(summary) || !Array.isArray(matrix)) {
    throw new ConcordatError("broker.refused", "the broker's answer has no summary and no matrix", {
      mend: "Check that --broker-base-url names a Pact Broker.",
    });
  }
  const { deployable } = summary;
  const count = (name: string): number => Number(memberOf(summary, name) ?? 0);
  return {
    deployable: typeof deployable === "boolean" ? deployable : null,
    success: count("success"),
    failed: count("failed"),
    unknown: count("unknown"),
    notices: toldBy(document, summary),
    rows: matrix.map(readRow),
    document,
  };
}

// Brokers of old have a reason and no notices.
function toldBy(document: unknown, summary: Record<string, unknown>): Notice[] {
  const notices = noticesOf(document);
  const { reason, deployable } = summary;
  if (notices.length > 0 || typeof reason !== "string") return notices;
  return [{ type: deployable === true ? "success" : "error", text: reason }];
}

function readRow(row: unknown): MatrixRow {
  const result = memberOf(row, "verificationResult");
  const success = memberOf(result, "success");
  return {
    consumer: textOf(memberOf(memberOf(row, "consumer"), "name")) ?? "",
    consumerVersion: versionOf(memberOf(row, "consumer")),
    provider: textOf(memberOf(memberOf(row, "provider"), "name")) ?? "",
    providerVersion: versionOf(memberOf(row, "provider")),
    success: typeof success === "boolean" ? success : undefined,
    resultUrl: hrefOf(result, "self"),
    isIgnored: memberOf(row, "ignored") === true,
  };
}

function versionOf(side: unknown): string | undefined {
  return textOf(memberOf(memberOf(side, "version"), "number"));
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
