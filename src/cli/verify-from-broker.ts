/**
 * `concordat verify --broker`: the pacts that a broker has for the providers, run against them, and
 * the results published.
 */
import packageJson from "../../package.json" with { type: "json" };
import type { HalClient } from "../broker/client/hal-client.ts";
import {
  type ProviderVersion,
  publishResult,
  recordProviderVersion,
} from "../broker/client/verification-results.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type Finding, lowerToWarning } from "../findings/finding.ts";
import type { LoadedConfig } from "../load/load-config.ts";
import { createProgress, type Progress } from "../report/progress.ts";
import { painter, renderFindings } from "../report/terminal.ts";
import { brokerOf } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import { type BrokerPact, type SelectionOptions, withBrokerPacts } from "./broker-pacts.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import type { ExitCode, Io } from "./io.ts";
import { judged } from "./judged-verify.ts";
import { ignoredFindings, judgementOfVerify } from "./judgements.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";
import { renderNotices } from "./render-notices.ts";
import { publicationOf, type ResultOptions } from "./result-publication.ts";
import { testResultsOf } from "./test-results.ts";
import { verifyPacts } from "./verify-pacts.ts";
import { allFindings, type PactResult, type VerifyResult } from "./verify-result.ts";
import { renderVerifyTable } from "./verify-table.ts";

export interface VerifyFromBrokerOptions
  extends CommonOptions,
    BrokerOptions,
    SelectionOptions,
    ResultOptions {
  provider?: string[];
  allowEmpty?: boolean;
  allowUnknown?: boolean;
}

/**
 * @returns 1 for an error finding of a pact that is not pending
 * @throws {ConcordatError} `config.*`, `usage.invalid`, `broker.*`, or why a contract cannot be read
 */
export async function verifyFromBroker(
  pairs: string[],
  options: VerifyFromBrokerOptions,
  io: Io,
): Promise<ExitCode> {
  const loaded = await configurationOf(options, io);
  const client = await brokerOf(options, io, io.stop);
  const isWanted = readBrokerPairs(pairs);
  const providers = providersOf(loaded, options, pairs);
  const version = await publicationOf(options, io);
  if (options.publish === true) refuseMocks(loaded, providers);
  const progress = createProgress(io.stderr, io.isInteractive && !options.quiet);
  try {
    progress.tell("reading contracts");
    const system = await systemOf(loaded, options, io);
    progress.tell("asking the broker");
    return await withBrokerPacts(client, providers, options, async (found) => {
      const pacts = found.filter(({ loaded: { reading } }) => {
        const { pact } = reading;
        return pact === undefined || isWanted(pact.consumer, pact.provider);
      });
      const runs = new Map<string, readonly Finding[]>();
      const context = {
        system,
        loaded,
        options,
        progress,
        isWanted: () => true,
        io,
        onRun: ({ source }: { source: { file: string } }, seen: readonly Finding[]) =>
          void runs.set(source.file, seen),
      };
      const results = await verifyPacts(
        context,
        pacts.map((each) => each.loaded),
      );
      const published = await publishAll(
        { client, loaded, version, runs, progress },
        pacts,
        results,
      );
      const whole: VerifyResult = { ok: true, edges: [], pacts: published, findings: [] };
      const strict = judged(whole, loaded, options, io, {
        isPartial: true,
        nothing: "the broker has no pact for the providers",
      });
      const result = withPending(strict);
      progress.end();
      await writeResult(
        result,
        () => render(result, pacts, options, io),
        options,
        io,
        () => {
          const ignored = ignoredFindings(whole, strict, loaded.config.ignore ?? []);
          return judgementOfVerify(result, system, loaded.locate("").file, ignored);
        },
      );
      return result.ok ? 0 : 1;
    });
  } finally {
    progress.end();
  }
}

interface Publishing {
  client: HalClient;
  loaded: LoadedConfig;
  version: ProviderVersion | undefined;
  /** What the verifier found, by the name of the pact's source. */
  runs: ReadonlyMap<string, readonly Finding[]>;
  progress: Progress;
}

async function publishAll(
  { client, loaded, version, runs, progress }: Publishing,
  pacts: readonly BrokerPact[],
  results: readonly PactResult[],
): Promise<PactResult[]> {
  const known = new Set<string>();
  const told: PactResult[] = [];
  for (const [index, result] of results.entries()) {
    const { fetched, wanted } = pacts[index]!;
    const seen = runs.get(result.file) ?? [];
    const isMock = loaded.config.services[result.provider]?.provider === "mock";
    const isPublished = version !== undefined && !isMock && isExecuted(result, seen);
    if (isPublished) {
      progress.tell(`publishing the result of ${result.consumer} with ${result.provider}`);
      if (!known.has(result.provider)) await recordProviderVersion(client, fetched, version);
      known.add(result.provider);
      await publishResult(client, fetched, version, {
        isSuccess: result.result === "verified",
        verifiedBy: { implementation: "concordat", version: packageJson.version },
        tests: testResultsOf(fetched, seen),
      });
    }
    told.push({ ...result, pending: wanted.isPending, published: isPublished });
  }
  return told;
}

// A provider that did not come up, or an interaction that no verifier can run, is no result.
function isExecuted({ result }: PactResult, seen: readonly Finding[]): boolean {
  const isThere = seen.every(
    ({ code, severity }) => code !== "provider.unreachable" || severity !== "error",
  );
  return isThere && (result === "verified" || result === "failed");
}

/** What is pending is told, and fails nothing. */
function withPending(result: VerifyResult): VerifyResult {
  const pacts = result.pacts.map((pact) =>
    pact.pending === true ? { ...pact, findings: pact.findings.map(lowerToWarning) } : pact,
  );
  const lowered = { ...result, pacts };
  return { ...lowered, ok: allFindings(lowered).every(({ severity }) => severity !== "error") };
}

function providersOf(
  { config }: LoadedConfig,
  { provider: named = [] }: VerifyFromBrokerOptions,
  pairs: readonly string[],
): string[] {
  const runnable = Object.entries(config.services)
    .filter(([, { provider }]) => provider !== undefined)
    .map(([name]) => name);
  const asked = [...new Set([...named, ...pairs.map((pair) => pair.split(":")[1]!)])];
  const choice = runnable.join(", ");
  for (const name of asked) {
    if (runnable.includes(name)) continue;
    throw new ConcordatError(
      "usage.invalid",
      `there is no provider ${name} to run; ${choice === "" ? "there is none" : `choose ${choice}`}`,
      { mend: "Say in the configuration where it runs: `provider` of the service." },
    );
  }
  if (asked.length > 0) return asked;
  if (runnable.length > 0) return runnable;
  throw new ConcordatError("usage.invalid", "no service of the configuration has a provider", {
    mend: "Say where it runs: `provider` of the service.",
  });
}

/** @throws {ConcordatError} `usage.invalid` for what is no pair */
function readBrokerPairs(
  pairs: readonly string[],
): (consumer: string, provider: string) => boolean {
  for (const pair of pairs) {
    if (/^[^:]+:[^:]+$/.test(pair)) continue;
    throw new ConcordatError("usage.invalid", `"${pair}" is no pair`, {
      mend: "Write CONSUMER:PROVIDER, such as api-gateway:order-service.",
    });
  }
  return (consumer, provider) => pairs.length === 0 || pairs.includes(`${consumer}:${provider}`);
}

function refuseMocks({ config }: LoadedConfig, providers: readonly string[]): void {
  const mock = providers.find((name) => config.services[name]?.provider === "mock");
  if (mock === undefined) return;
  throw new ConcordatError(
    "usage.invalid",
    `--publish: ${mock} is the mock of its own contract, and what runs against it is self-consistent at best`,
    { mend: "Configure the provider itself, or choose another one with --provider." },
  );
}

function render(
  result: VerifyResult,
  pacts: readonly BrokerPact[],
  options: VerifyFromBrokerOptions,
  io: Io,
): string {
  const sources = pacts.map(({ loaded }) => loaded.source);
  const terminal = terminalOptions([], sources, options, io);
  const findings = allFindings(result).filter(
    ({ severity }) => !options.quiet || severity === "error",
  );
  const paint = painter(terminal.color);
  const notices = pacts.flatMap(({ wanted }, index) => {
    const { result: outcome, published } = result.pacts[index]!;
    const after = `after_verification:success_${outcome === "verified"}_published_${published}`;
    return wanted.notices
      .filter(({ when }) => when === "before_verification" || when === after)
      .map(({ text }) => ({ type: "info", text }));
  });
  const once = [...new Map(notices.map((notice) => [notice.text, notice])).values()];
  return [
    renderFindings(findings, terminal),
    options.quiet ? "" : renderNotices(once, paint),
    options.quiet && result.ok ? "" : renderVerifyTable(result, terminal.color),
  ]
    .filter((part) => part !== "")
    .join("\n");
}
