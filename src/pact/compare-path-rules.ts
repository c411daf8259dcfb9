/**
 * Whether all paths that a rule allows are ones that the operation takes.
 *
 * Pact V2 #matchers: a rule about the path holds for the whole of it. OpenAPI 3.1 #path-templating.
 */
import type { Operation } from "../contract/contract.ts";
import { routerOf, templatePath } from "../contract/router.ts";
import type { Finding } from "../findings/finding.ts";
import { parameterReaders } from "../http/parameter/parameter-value.ts";
import type { Schema } from "../schema/schema.ts";
import { locationOf } from "../source/documents.ts";
import { isAllowed, type Refusal, refusalOf } from "./compare-text-rules.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import { sentRequest } from "./sent-request.ts";
import { escaped, exactPattern } from "./value-pattern.ts";

export function comparePathRules(context: MatchedContext): Finding[] {
  const { interaction, operation, sets } = context;
  const { request } = interaction;
  const list = request.matchingRules.get("path")?.get("");
  if (list === undefined || list.matchers.length === 0) return [];
  const shared = {
    at: locationInside(request.place, "path"),
    because: locationOf(operation.pathPlace),
    identity: ["path", "rules"],
  };
  const undecided = (reason: string): Finding[] => [
    pactFinding(context, {
      ...shared,
      code: "pact.unvalidatable",
      message: `whether the contract accepts all paths that the rule ${nameOfRules(list)} allows was not decided: ${reason}`,
      severity: "info",
    }),
  ];
  const set = textsSetOf(list, request.path, { isMeant: true });
  const taken = sets.schemaOf({ type: "string", pattern: pathPattern(operation, request.path) });
  const sender = sets.schemaOf(set.schema);
  const verdict = sets.compare("request", sender, taken);
  if (verdict.kind === "compatible") {
    return isWhollySaid(operation) ? [] : undecided("what its parameters ask for is no pattern");
  }
  if (verdict.kind === "unknown") return undecided(`the path ${verdict.reason}`);
  const path = String(verdict.witness);
  if (!isAllowed(list, request.path, path)) {
    return undecided(`the rule ${set.doubt ?? "allows texts that are not known"}`);
  }
  const refusal = refusalOfPath(context, path);
  if (refusal === undefined) return undecided("a path that differs is accepted all the same");
  return [
    pactFinding(context, {
      ...shared,
      code: "request.rule-wider",
      message: `the rule ${nameOfRules(list)} allows the path ${JSON.stringify(path)}, which ${refusal.message}`,
      witness: path,
      asked: [{ schema: sender, value: path }, ...refusal.asked],
    }),
  ];
}

/** Why a path is none of the operation's: to be read after "which". */
function refusalOfPath(context: MatchedContext, path: string): Refusal | undefined {
  const { contract, operation, interaction } = context;
  const match = routerOf(contract).match(interaction.request.method, path);
  const other = { message: `is not one of ${operation.key}`, asked: [] };
  if (match.kind !== "operation") return other;
  const own = [match, ...match.others].find((each) => each.operation === operation);
  if (own === undefined) return other;
  const request = sentRequest({ ...interaction.request, path });
  for (const reader of parameterReaders(operation, contract.securitySchemes)) {
    if (reader.parameter.in !== "path") continue;
    const refusal = refusalOf(reader, request, own.pathValues);
    if (refusal !== undefined) {
      const message = `the contract refuses: the path parameter ${reader.parameter.name} ${refusal.message}`;
      return { message, asked: refusal.asked };
    }
  }
  return undefined;
}

/** A pattern of the operation's paths, below the same base as the example. */
function pathPattern(operation: Operation, example: string): string {
  const segments = templatePath(operation.path).split("/");
  const base = example
    .split("/")
    .slice(0, -(segments.length - 1))
    .join("/");
  const parameters = new Map(
    operation.parameters.flatMap((each) =>
      each.in === "path" ? [[each.name, each.style === "simple" ? each.schema : undefined]] : [],
    ),
  );
  const patterns = segments.map((segment) =>
    segment
      .split(/(\{[^{}]*\})/)
      .map((part) =>
        /^\{.*\}$/.test(part) ? valuePattern(parameters.get(part.slice(1, -1))) : escaped(part),
      )
      .join(""),
  );
  return `^${escaped(base)}${patterns.join("/")}$`;
}

const ANY_SEGMENT = "[^/]+";

/** What the parameter takes; of texts that are described in another way, all. */
function valuePattern(schema: Schema | undefined): string {
  return exactPattern(schema, ANY_SEGMENT) ?? ANY_SEGMENT;
}

function isWhollySaid({ parameters }: Operation): boolean {
  return parameters.every(
    (each) => each.in !== "path" || exactPattern(each.schema, ANY_SEGMENT) !== undefined,
  );
}
