/**
 * `concordat publish --static-results`: what comparing each pact with the provider's contract says,
 * as a result of the provider's version.
 *
 * Nothing runs, and so the result says that it is static, and stands back where one exists that is
 * not.
 */
import packageJson from "../../package.json" with { type: "json" };
import type { HalClient } from "../broker/client/hal-client.ts";
import { consumerVersionOf, type FetchedPact } from "../broker/client/pacts-for-verification.ts";
import {
  implementationsOf,
  type ProviderVersion,
  publishResult,
  recordProviderVersion,
} from "../broker/client/verification-results.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type Finding, lowerToWarning } from "../findings/finding.ts";
import { comparisonOf, judgePact } from "../pact/compare.ts";
import type { Pact } from "../pact/pact.ts";
import { painter, plural, renderFindings } from "../report/terminal.ts";
import type { System } from "../system/system.ts";
import { brokerOf } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import { type BrokerPact, type SelectionOptions, withBrokerPacts } from "./broker-pacts.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import { confirmedFindings } from "./confirmed-pact.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";
import { publicationOf, type ResultOptions } from "./result-publication.ts";
import { testResultsOf } from "./test-results.ts";

export interface StaticResultsOptions
  extends CommonOptions,
    BrokerOptions,
    SelectionOptions,
    ResultOptions {
  provider?: string[];
  dryRun?: boolean;
}

/** What `publish --static-results` prints: schemas/static-results.schema.json. */
export interface StaticResults {
  /** Every pact that is not pending is compatible. */
  ok: boolean;
  version: string;
  pacts: StaticResult[];
}

interface StaticResult {
  consumer: string;
  provider: string;
  /** Of the pact. */
  url: string;
  verdict: "compatible" | "incompatible" | "unknown";
  pending: boolean;
  published: boolean;
  /** Why it is not published. */
  reason?: string;
  findings: Finding[];
}

/** As `verifiedBy` calls it; what is called otherwise was executed. */
const IMPLEMENTATION = "concordat (static comparison)";

/** @throws {ConcordatError} `usage.invalid`, `config.*`, `broker.*`, or why a contract cannot be read */
export async function publishStaticResults(
  files: readonly string[],
  options: StaticResultsOptions,
  io: Io,
): Promise<ExitCode> {
  if (files.length > 0) {
    throw new ConcordatError("usage.invalid", "--static-results takes no files", {
      mend: "The pacts are the broker's; choose them with --consumer-version-selector.",
    });
  }
  const loaded = await configurationOf(options, io);
  const client = await brokerOf(options, io, io.stop);
  const version = (await publicationOf({ ...options, publish: true }, io))!;
  const system = await systemOf(loaded, options, io);
  const providers = providersOf(system, options.provider);
  return withBrokerPacts(client, providers, options, async (pacts) => {
    const context = { client, system, options, version, known: new Set<string>() };
    const results: StaticResult[] = [];
    for (const pact of pacts) results.push(await publishOne(context, pact));
    const ok = results.every(({ verdict, pending }) => pending || verdict === "compatible");
    const result: StaticResults = { ok, version: version.version, pacts: results };
    await writeResult(result, () => render(result, pacts, options, io), options, io);
    return ok ? 0 : 1;
  });
}

interface StaticContext {
  client: HalClient;
  system: System;
  options: StaticResultsOptions;
  version: ProviderVersion;
  /** Providers whose version has its branch and tags. */
  known: Set<string>;
}

async function publishOne(
  context: StaticContext,
  { wanted, fetched, loaded: { reading } }: BrokerPact,
): Promise<StaticResult> {
  const { client, version, known, options } = context;
  const { pact, faults } = reading;
  const base = { url: fetched.url, pending: wanted.isPending };
  if (pact === undefined) {
    const unread = { consumer: "", provider: "", verdict: "unknown" as const, published: false };
    return { ...base, ...unread, reason: "it is no pact", findings: [...faults] };
  }
  const { consumer, provider } = pact;
  const { verdict, findings } = await compared(context, pact, faults);
  const told = wanted.isPending ? findings.map(lowerToWarning) : findings;
  const stated = { ...base, consumer, provider, verdict, findings: [...faults, ...told] };
  const reason =
    options.dryRun === true
      ? "it is a dry run"
      : verdict === "unknown"
        ? "what is not decided is no result"
        : await whyNot(client, fetched, { consumer, provider, version: version.version });
  if (reason !== undefined) return { ...stated, published: false, reason };
  if (!known.has(provider)) await recordProviderVersion(client, fetched, version);
  known.add(provider);
  await publishResult(client, fetched, version, {
    isSuccess: verdict === "compatible",
    verifiedBy: { implementation: IMPLEMENTATION, version: packageJson.version },
    tests: testResultsOf(fetched, findings),
  });
  return { ...stated, published: true };
}

async function compared(
  { system, options }: StaticContext,
  pact: Pact,
  faults: readonly Finding[],
): Promise<{ verdict: StaticResult["verdict"]; findings: Finding[] }> {
  const contracts = { http: system.services.get(pact.provider)?.contract, messages: system.events };
  const isLacking = pact.interactions.some(
    ({ kind }) => (kind === "http" ? contracts.http : contracts.messages) === undefined,
  );
  const strictness = { strict: options.strict };
  const judged = await confirmedFindings(judgePact(pact, contracts), strictness);
  const { verdict, errors, warnings } = comparisonOf(judged, strictness);
  const isUnread = faults.some(({ severity }) => severity === "error");
  // Of nothing, nothing is known.
  const isKnown = !isLacking && !isUnread && pact.interactions.length > 0;
  return {
    verdict: isKnown || verdict === "incompatible" ? verdict : "unknown",
    findings: [...errors, ...warnings],
  };
}

interface Pair {
  consumer: string;
  provider: string;
  version: string;
}

/** Undefined where nothing speaks against a static result. */
async function whyNot(
  client: HalClient,
  pact: FetchedPact,
  { consumer, provider, version }: Pair,
): Promise<string | undefined> {
  const consumerVersion = consumerVersionOf(pact);
  if (consumerVersion === undefined) {
    return "the broker does not tell which consumer version has this pact, and so not its results";
  }
  const known = await implementationsOf(client, [
    { pacticipant: consumer, version: consumerVersion },
    { pacticipant: provider, version },
  ]);
  return known.some((implementation) => implementation !== IMPLEMENTATION)
    ? "there is a result of a run"
    : undefined;
}

function providersOf({ services }: System, named: readonly string[] = []): string[] {
  const judgeable = [...services.values()]
    .filter(({ contract }) => contract !== undefined)
    .map(({ name }) => name);
  for (const name of named) {
    if (judgeable.includes(name)) continue;
    throw new ConcordatError(
      "usage.invalid",
      `the configuration has no contract of ${name}; choose ${judgeable.join(", ")}`,
      { mend: "Name services of the configuration with --provider." },
    );
  }
  return named.length > 0 ? [...new Set(named)] : judgeable;
}

function render(
  { ok, version, pacts }: StaticResults,
  found: readonly BrokerPact[],
  options: StaticResultsOptions,
  io: Io,
): string {
  const sources = found.map(({ loaded }) => loaded.source);
  const terminal = terminalOptions([], sources, options, io);
  const paint = painter(terminal.color);
  const findings = pacts
    .flatMap((pact) => pact.findings)
    .filter(({ severity }) => !options.quiet || severity === "error");
  const lines = pacts
    .filter(({ verdict }) => !options.quiet || verdict !== "compatible")
    .map(({ consumer, provider, verdict, pending, published, reason }) => {
      const word = paint(COLORS[verdict], verdict);
      const more = [
        ...(pending ? ["pending"] : []),
        published ? "published" : `not published: ${reason}`,
      ];
      return `${word}  ${consumer} with ${provider} ${version}; ${more.join("; ")}\n`;
    });
  const count = pacts.filter(({ published }) => published).length;
  const last = `${paint(ok ? "green" : "red", ok ? "ok" : "failed")}  ${plural(pacts.length, "pact")}, ${plural(count, "static result")} published\n`;
  if (options.quiet && ok) return renderFindings(findings, terminal);
  return [renderFindings(findings, terminal), lines.join(""), last]
    .filter((part) => part !== "")
    .join("\n");
}

const COLORS = { compatible: "green", incompatible: "red", unknown: "yellow" } as const;
