/**
 * What the key of a path asks of a request besides the path: `/x?action=foo`, `/#X-Amz-Target=Put`.
 *
 * No specification has these keys; documents do. A query is held to the query, a fragment's
 * `name=value` to a header or the query, wherever a parameter of that name is declared; else to a
 * header where the name is one's (`X-…`). A fragment that is one word is the name of a parameter
 * that is sent, where one is declared, and a mere label elsewhere.
 */
import type { Operation } from "../contract/contract.ts";
import { type KeyCondition, readPathKey } from "../contract/path-key.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { parameterPointer } from "./parameter/check-parameters.ts";
import { exchangeLocation } from "./report.ts";
import { fieldText, queryOf, type RequestParts } from "./request-parts.ts";
import { queryDecodeOrKeep } from "./wire.ts";

export interface KeyConditions {
  /** What a request must say. */
  required: readonly LocatedCondition[];
  /** A parameter that is sent with this operation and not with others of its path. */
  mark: LocatedCondition | undefined;
}

interface LocatedCondition extends KeyCondition {
  in: "query" | "header";
}

const NO_FINDINGS: readonly Finding[] = [];
const NONE: KeyConditions = { required: [], mark: undefined };

const known = new WeakMap<Operation, KeyConditions>();

/** What the key of the operation's path asks for; nothing for nearly all. */
export function keyConditionsOf(operation: Operation): KeyConditions {
  const { path } = operation;
  if (!path.includes("#") && !path.includes("?")) return NONE;
  let conditions = known.get(operation);
  if (conditions === undefined) {
    conditions = makeConditions(operation);
    known.set(operation, conditions);
  }
  return conditions;
}

function makeConditions(operation: Operation): KeyConditions {
  const { query, fragment, label } = readPathKey(operation.path);
  const located = (condition: KeyCondition): LocatedCondition => ({
    ...condition,
    in:
      declaredPlace(operation, condition.name) ??
      (/^x-/i.test(condition.name) ? "header" : "query"),
  });
  const place = label === undefined ? undefined : declaredPlace(operation, label);
  return {
    required: [
      ...query.map((condition): LocatedCondition => ({ ...condition, in: "query" })),
      ...fragment.map(located),
    ],
    mark: place && { name: label!, value: undefined, in: place },
  };
}

function declaredPlace(operation: Operation, name: string): "query" | "header" | undefined {
  for (const parameter of operation.parameters) {
    if (parameter.in === "query" && parameter.name === name) return "query";
    if (parameter.in === "header" && parameter.name.toLowerCase() === name.toLowerCase()) {
      return "header";
    }
  }
  return undefined;
}

/** Whether the key itself asks for that query parameter or header, so that it need not be declared. */
export function isAskedByKey(
  operation: Operation,
  where: "query" | "header",
  name: string,
): boolean {
  const nameOf = (text: string) => (where === "header" ? text.toLowerCase() : text);
  return keyConditionsOf(operation).required.some(
    (asked) => asked.in === where && nameOf(asked.name) === nameOf(name),
  );
}

/** Whether the request says what a condition asks for. */
export function isMet(condition: LocatedCondition, parts: RequestParts): boolean {
  const sent = sentValues(condition, parts);
  return condition.value === undefined ? sent.length > 0 : sent.includes(condition.value);
}

function sentValues({ name, in: where }: LocatedCondition, parts: RequestParts): string[] {
  if (where === "header") {
    const text = fieldText(parts.request.headers, name.toLowerCase());
    return text === undefined ? [] : [text.trim()];
  }
  const { names, texts } = queryOf(parts);
  return texts.filter((_, index) => names[index] === name).map(queryDecodeOrKeep);
}

/** A finding for each condition of the path's key that the request does not meet. */
export function checkKey(operation: Operation, parts: RequestParts): readonly Finding[] {
  const { required } = keyConditionsOf(operation);
  if (required.length === 0) return NO_FINDINGS;
  return required
    .filter((condition) => !isMet(condition, parts))
    .map((condition) => {
      const { name, in: where, value } = condition;
      const [seen] = sentValues(condition, parts);
      const wanted = value === undefined ? `a value` : `"${value}"`;
      return createFinding({
        code: seen === undefined ? "request.parameter.missing" : "request.parameter.invalid",
        message: `the ${where} parameter ${name} is ${seen === undefined ? "not sent" : `"${seen}"`}; the path ${operation.path} asks for ${wanted}`,
        at: exchangeLocation("request", parameterPointer({ in: where, name })),
        because: locationOf(operation.pathPlace),
        ...(seen !== undefined && { witness: seen }),
        operation: operation.key,
        identity: [where, name, "key"],
      });
    });
}
