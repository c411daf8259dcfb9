/**
 * Which of several operations of one method and path a request is for.
 *
 * OpenAPI 3.1 #path-templating forbids templates that differ only in names, and knows of no keys
 * with a query or a fragment; documents have both. What the key asks for decides, then what the
 * operation accepts, then how much it asks for, so that each can be reached.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import type { RouteCandidate, RouteMatch } from "../contract/router.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { applying } from "../schema/declared-properties.ts";
import type { Schema } from "../schema/schema.ts";
import { locationOf } from "../source/documents.ts";
import { checkRequest } from "./check-request.ts";
import type { HttpRequest } from "./exchange.ts";
import { isMet, keyConditionsOf } from "./key-conditions.ts";
import { textSchemaOf } from "./parameter/text-schema.ts";
import { partsOf } from "./request-parts.ts";

export interface ChosenOperation extends RouteCandidate {
  /** `contract.path-ambiguous`, where the request fits another operation just as well. */
  warnings?: readonly Finding[];
}

/**
 * Of those whose keys' conditions are met, the ones with most conditions; of these the ones that
 * accept the request, or break least; of these the one that asks for most; of equals the first in
 * the document.
 */
export function chooseOperation(
  contract: Contract,
  match: RouteMatch & { kind: "operation" },
  request: HttpRequest,
): ChosenOperation {
  const { operation, pathValues, others } = match;
  if (others.length === 0) return match;
  const candidates = chooseByKey([{ operation, pathValues }, ...others], request);
  if (candidates.length === 1) return candidates[0]!;
  const ranked = candidates.map((candidate) => ({
    candidate,
    ranks: ranksOf(contract, candidate, request),
  }));
  let best = ranked[0]!;
  for (const each of ranked) if (compare(each.ranks, best.ranks) > 0) best = each;
  const equals = ranked.filter((each) => compare(each.ranks, best.ranks) === 0 && each !== best);
  if (equals.length === 0 || best.ranks[0] !== 0) return best.candidate;
  return {
    ...best.candidate,
    warnings: equals.map(({ candidate }) =>
      ambiguity(best.candidate.operation, candidate.operation),
    ),
  };
}

/**
 * Those of `candidates` whose keys ask for most of what the request says, in their order; all of
 * them where it meets no key.
 */
export function chooseByKey(
  candidates: readonly RouteCandidate[],
  request: HttpRequest,
): RouteCandidate[] {
  const met = candidates.map((candidate) => metConditions(candidate, request));
  const most = Math.max(...met);
  return candidates.filter((_, index) => met[index] === most);
}

function metConditions({ operation, pathValues }: RouteCandidate, request: HttpRequest): number {
  const parts = partsOf(request, pathValues);
  const { required, mark } = keyConditionsOf(operation);
  const conditions = mark === undefined ? required : [...required, mark];
  return conditions.every((condition) => isMet(condition, parts)) ? conditions.length : -1;
}

// Errors (negated), what it asks for; the larger, the better.
type Ranks = readonly [fit: number, demands: number];

function ranksOf(
  contract: Contract,
  { operation, pathValues }: RouteCandidate,
  request: HttpRequest,
): Ranks {
  const errors = checkRequest(contract, operation, request, pathValues).filter(
    ({ severity }) => severity === "error",
  );
  return [errors.length === 0 ? 0 : -errors.length, demandsOf(operation)];
}

function compare(a: Ranks, b: Ranks): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** How much an operation asks for: the more, the more exactly it is meant. */
function demandsOf({ parameters, requestBody }: Operation): number {
  const required = parameters.filter((parameter) => parameter.required && parameter.in !== "path");
  const exact = parameters.filter(({ in: where, schema }) => where === "path" && isExact(schema));
  const body = requestBody?.content.map(({ schema }) => requiredNames(schema)) ?? [];
  return required.length + exact.length + Math.max(0, ...body);
}

// `{AttachmentID}` of format uuid beside `{FileName}`, which is any text.
function isExact(schema: Schema | undefined): boolean {
  if (schema === undefined) return false;
  const keywords = ["format", "pattern", "enum", "const"];
  return (
    !textSchemaOf(schema).isText ||
    applying(schema).some(({ value }) =>
      keywords.some((keyword) => Object.hasOwn(Object(value), keyword)),
    )
  );
}

function requiredNames(schema: Schema | undefined): number {
  if (schema === undefined) return 0;
  const names = applying(schema).flatMap(({ value }) => {
    const required: unknown = (value as Record<string, unknown>).required;
    return Array.isArray(required) ? required : [];
  });
  return new Set(names).size;
}

function ambiguity(chosen: Operation, other: Operation): Finding {
  return createFinding({
    code: "contract.path-ambiguous",
    severity: "warning",
    message: `a request fits ${chosen.key} and ${other.key} alike; the first of them is taken`,
    at: locationOf(other.pathPlace),
    because: locationOf(chosen.pathPlace),
    operation: other.key,
    identity: [chosen.key, other.key],
  });
}
