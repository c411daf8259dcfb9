/**
 * `concordat verify [CONSUMER:PROVIDER...]`: every edge.
 */
import { lintReferences } from "../contract/lint/references.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { type Finding, lowerToWarning } from "../findings/finding.ts";
import { loadPacts } from "../load/load-pacts.ts";
import { abridged } from "../report/abridge.ts";
import { createProgress } from "../report/progress.ts";
import { renderFindings } from "../report/terminal.ts";
import type { Judge } from "../schema/judge.ts";
import type { Schema } from "../schema/schema.ts";
import type { Edge } from "../system/edge.ts";
import { raiseReachedFaults } from "../system/faulty-edges.ts";
import type { System } from "../system/system.ts";
import {
  confirmWitnesses,
  isUndecided,
  type JudgedEdge,
  verifyDocuments,
} from "../system/verify-documents.ts";
import { configurationOf, systemOf } from "./configuration.ts";
import type { ExitCode, Io } from "./io.ts";
import { judged } from "./judged-verify.ts";
import { ignoredFindings, judgementOfVerify } from "./judgements.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";
import { noPact, pactsOfEdges } from "./pacts-of-edges.ts";
import { verifyPacts } from "./verify-pacts.ts";
import { allFindings, type EdgePact, type EdgeResult, type VerifyResult } from "./verify-result.ts";
import { renderVerifyTable } from "./verify-table.ts";

interface VerifyOptions extends CommonOptions {
  allowEmpty?: boolean;
  allowUnknown?: boolean;
  requirePacts?: boolean;
}

/** Warnings of one code that a terminal shows: the tables below count them all. */
const MAX_SHOWN = 5;

/** @throws {ConcordatError} `config.*`, `usage.invalid`, or why a contract cannot be read */
export async function verify(pairs: string[], options: VerifyOptions, io: Io): Promise<ExitCode> {
  const loaded = await configurationOf(options, io);
  const progress = createProgress(io.stderr, io.isInteractive && !options.quiet);
  try {
    progress.tell("reading contracts");
    const loadedPacts = await loadPacts(loaded, io.cwd);
    const system = await systemOf(loaded, options, io, loadedPacts);
    const isWanted = readPairs(pairs, system);
    progress.tell("judging edges");
    const documents = verifyDocuments(system);
    const judgedEdges = await confirmed(
      documents.edges.filter(({ edge }) => isWanted(edge.consumer, edge.provider)),
    );
    const isPartial = pairs.length > 0;
    const faults = faultsOf(
      system,
      judgedEdges.map(({ edge }) => edge),
      options.allowUnknown,
    );
    const general = isPartial
      ? faults.filter(({ severity }) => severity === "error")
      : [...documents.findings, ...faults];
    const context = { system, loaded, options, progress, isWanted, io };
    const pacts = await verifyPacts(context, loadedPacts);
    const pactOf = pactsOfEdges(system, loadedPacts, pacts);
    const edges = judgedEdges.map((judged) =>
      edgeResult(judged, faults, options, pactOf(judged.edge)),
    );
    const found: VerifyResult = { ok: true, edges, pacts, findings: general };
    const result = judged(found, loaded, options, io, { isPartial });
    progress.end();
    await writeResult(
      result,
      () => {
        const contracts = [...system.services.values()].flatMap(({ contract }) => contract ?? []);
        const sets = [...contracts, ...(system.events ? [system.events] : [])];
        const terminal = terminalOptions(
          sets.map((contract) => contract.documents),
          loadedPacts.map(({ source }) => source),
          options,
          io,
        );
        const findings = allFindings(result).filter(
          ({ severity }) => !options.quiet || severity === "error",
        );
        const { kept, rest } = abridged(findings, MAX_SHOWN);
        const shown = renderFindings(kept, terminal) + rest;
        const table = options.quiet && result.ok ? "" : renderVerifyTable(result, terminal.color);
        return [shown, table].filter((part) => part !== "").join("\n");
      },
      options,
      io,
      () => {
        const ignored = ignoredFindings(found, result, loaded.config.ignore ?? []);
        return judgementOfVerify(result, system, loaded.locate("").file, ignored);
      },
    );
    return result.ok ? 0 : 1;
  } finally {
    progress.end();
  }
}

// A compiler is loaded where there is something to confirm.
async function confirmed(edges: readonly JudgedEdge[]): Promise<readonly JudgedEdge[]> {
  if (edges.every(({ evidence }) => evidence.length === 0)) return edges;
  const { judge } = await import("../schema/judge.ts");
  const known = new Map<Schema, Judge>();
  const judgeOf = (schema: Schema): Judge => {
    const judging = known.get(schema) ?? judge(schema);
    known.set(schema, judging);
    return judging;
  };
  return edges.map((edge) => confirmWitnesses(edge, judgeOf));
}

function edgeResult(
  { edge, verdict, findings, resting }: JudgedEdge,
  faults: readonly Finding[],
  { allowUnknown: isUnknownAllowed, requirePacts }: VerifyOptions,
  pact: EdgePact | undefined,
): EdgeResult {
  // One cause, one finding: a reference that leads nowhere is an error of its own already.
  const told = new Set(
    faults
      .filter(({ severity }) => isUnknownAllowed || severity === "error")
      .map(({ at }) => `${at.file}#${at.pointer}`),
  );
  const untold = resting.filter(({ at }) => !told.has(`${at.file}#${at.pointer}`));
  return {
    consumer: edge.consumer,
    provider: edge.provider,
    operation: `${edge.method} ${edge.path}`,
    source: edge.source,
    ...(verdict !== undefined && { verdict }),
    ...(pact !== undefined && { pact }),
    findings: [
      ...[...findings, ...untold].map((finding) =>
        isUnknownAllowed && isUndecided(finding) ? lowerToWarning(finding) : finding,
      ),
      ...(requirePacts && pact === "none" ? [noPact(edge)] : []),
    ],
  };
}

// DESIGN: faults stay local: lint's errors are warnings here, except where an edge rests on them.
function faultsOf(
  system: System,
  edges: readonly Edge[],
  isUnknownAllowed: boolean | undefined,
): Finding[] {
  const contracts = [
    ...[...system.services.values()].flatMap(({ contract }) => contract ?? []),
    ...(system.events === undefined ? [] : [system.events]),
  ];
  const findings = contracts.flatMap(lintReferences).map(lowerToWarning);
  const once = [...new Map(findings.map((f) => [`${f.at.file} ${f.at.pointer}`, f])).values()];
  return isUnknownAllowed ? once : raiseReachedFaults(system, edges, once);
}

/** @throws {ConcordatError} `usage.invalid` for what is no pair, or a pair of nobody */
function readPairs(
  pairs: readonly string[],
  system: System,
): (consumer: string, provider: string) => boolean {
  const wanted = pairs.map((pair) => {
    const [consumer, provider, ...rest] = pair.split(":");
    if (!consumer || !provider || rest.length > 0) {
      throw new ConcordatError("usage.invalid", `"${pair}" is no pair`, {
        mend: "Write CONSUMER:PROVIDER, such as api-gateway:order-service.",
      });
    }
    for (const name of [consumer, provider]) {
      if (system.services.has(name)) continue;
      const choice = [...system.services.keys()].join(", ");
      throw new ConcordatError("usage.invalid", `there is no service ${name}; choose ${choice}`, {
        mend: "Name services of the configuration.",
      });
    }
    return { consumer, provider };
  });
  return (consumer, provider) =>
    wanted.length === 0 ||
    wanted.some((pair) => pair.consumer === consumer && pair.provider === provider);
}
