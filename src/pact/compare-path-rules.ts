/**
 * Whether all paths that a rule allows are ones that the operation takes.
 *
 * Pact V2 #matchers: a rule about the path holds for the whole of it. OpenAPI 3.1 #path-templating.
 */
import type { Operation } from "../contract/contract.ts";
import { routerOf, templatePath } from "../contract/router.ts";
import type { Finding } from "../findings/finding.ts";
import { parameterReaders } from "../http/parameter/parameter-value.ts";
import { patternOfFormat } from "../schema/compare/format-relation.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { locationOf } from "../source/documents.ts";
import { isAllowed, refusalOf } from "./compare-text-rules.ts";
import { locationInside, type MatchedContext, pactFinding } from "./comparison.ts";
import { nameOfRules } from "./expected-rules.ts";
import { textsSetOf } from "./matcher-set/texts-set.ts";
import { sentRequest } from "./sent-request.ts";

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
  const verdict = sets.compare("request", sets.schemaOf(set.schema), taken);
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
      message: `the rule ${nameOfRules(list)} allows the path ${JSON.stringify(path)}, which ${refusal}`,
      witness: path,
    }),
  ];
}

/** Why a path is none of the operation's: to be read after "which". */
function refusalOfPath(context: MatchedContext, path: string): string | undefined {
  const { contract, operation, interaction } = context;
  const match = routerOf(contract).match(interaction.request.method, path);
  const other = `is not one of ${operation.key}`;
  if (match.kind !== "operation") return other;
  const own = [match, ...match.others].find((each) => each.operation === operation);
  if (own === undefined) return other;
  const request = sentRequest({ ...interaction.request, path });
  for (const reader of parameterReaders(operation, contract.securitySchemes)) {
    if (reader.parameter.in !== "path") continue;
    const refusal = refusalOf(reader, request, own.pathValues);
    if (refusal !== undefined) {
      return `the contract refuses: the path parameter ${reader.parameter.name} ${refusal}`;
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

/** What the parameter takes; of texts that are described in another way, all. */
function valuePattern(schema: Schema | undefined): string {
  return exactPattern(schema) ?? "[^/]+";
}

function isWhollySaid({ parameters }: Operation): boolean {
  return parameters.every((each) => each.in !== "path" || exactPattern(each.schema) !== undefined);
}

function exactPattern(schema: Schema | undefined): string | undefined {
  if (schema === undefined) return "[^/]+";
  const types = instanceTypes(schema);
  const value = Object.entries(schema.value).filter(([keyword]) => !SILENT.has(keyword));
  const [first, ...more] = value.filter(([keyword]) => keyword !== "type");
  if (first !== undefined) {
    return more.length === 0 && types.size === 1 ? statedPattern(first, schema) : undefined;
  }
  if (types.has("array") || types.has("object")) return undefined;
  if (types.has("string")) return "[^/]+";
  if (types.has("number")) return "-?\\d+(?:\\.\\d+)?";
  return types.has("integer") ? "-?\\d+" : "(?:true|false)";
}

/** Keywords that refuse nothing. */
const SILENT: ReadonlySet<string> = new Set(
  "title description default example examples deprecated $comment".split(" "),
);

function statedPattern([keyword, stated]: [string, unknown], schema: Schema): string | undefined {
  if (keyword === "enum") return listedPattern(schema);
  const whole = keyword === "format" ? patternOfFormat(String(stated)) : stated;
  if ((keyword !== "format" && keyword !== "pattern") || typeof whole !== "string")
    return undefined;
  const inner = /^\^([^|]*)\$$/.exec(whole)?.[1];
  return inner === undefined ? undefined : `(?:${inner})`;
}

function listedPattern(schema: Schema | undefined): string | undefined {
  const values = typeof schema?.value === "object" ? schema.value.enum : undefined;
  if (!Array.isArray(values) || !values.every((value) => typeof value === "string"))
    return undefined;
  return `(?:${values.map((value) => escaped(encodeURIComponent(value))).join("|")})`;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
