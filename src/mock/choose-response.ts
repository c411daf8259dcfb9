/**
 * Which declared response answers a request that fits.
 *
 * DESIGN: mock server behaviour.
 */
import type { Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { appendPointer } from "../source/pointer.ts";
import { oddSwitch, type Preference, type Wish } from "./preference.ts";

/** The response, or why the wish cannot be met. */
export type Choice = { response: Response; example: string | undefined } | { problem: Finding };

/**
 * In this order: the client's wish, a provider state, the lowest declared success.
 *
 * A response of 1xx is never chosen: it ends no exchange, RFC 9110 §15.2.
 *
 * @returns undefined where the operation declares nothing but those
 */
export function chooseResponse(
  operation: Operation,
  wish: Preference,
  states: readonly string[],
): Choice | undefined {
  const responses = finalResponses(operation);
  if (wish.wishes.length > 0) {
    const choice = chooseByWish(operation, wish, responses);
    if (choice !== undefined) return choice;
  }
  for (const state of states) {
    for (const response of responses) {
      const example = response.content
        .flatMap(({ examples }) => examples)
        .find(({ name, summary }) => name !== undefined && (name === state || summary === state));
      if (example !== undefined) return { response, example: example.name };
    }
  }
  const [success] = responses;
  return success === undefined ? undefined : { response: success, example: undefined };
}

const known = new WeakMap<Operation, readonly Response[]>();

/** Those that end an exchange, the one that answers best without a wish first. */
export function finalResponses(operation: Operation): readonly Response[] {
  let responses = known.get(operation);
  if (responses === undefined) {
    responses =
      operation.responses.length === 0
        ? [emptyResponse(operation)]
        : operation.responses.filter(isFinal).sort(byStatus);
    known.set(operation, responses);
  }
  return responses;
}

function isFinal({ status }: Response): boolean {
  return !status.startsWith("1");
}

function chooseByWish(
  operation: Operation,
  preference: Preference,
  responses: readonly Response[],
): Choice | undefined {
  const odd = oddSwitch(preference);
  if (odd !== undefined) return unmet(operation, odd, `${odd.name} is true or false`);
  const { code, example } = preference;
  const stated = (name: Wish["name"]) => preference.wishes.find((wish) => wish.name === name)!;
  if (code !== undefined) {
    const wanted = code.replace(/^([1-5])xx$/, "$1XX");
    // `default` stands for any status, and for no other text.
    const response = STATUS.test(wanted) ? findResponse(operation.responses, wanted) : undefined;
    if (response === undefined || wanted.startsWith("1")) {
      const statuses = operation.responses.filter(isFinal).map(({ status }) => status);
      const declared = statuses.join(", ") || "no response";
      return unmet(operation, stated("code"), `the contract declares ${declared}`);
    }
    const names = namesOf([response]);
    if (example === undefined || names.includes(example)) return { response, example };
    const declared = names.join(", ") || "no named example";
    return unmet(operation, stated("example"), `${response.status} has ${declared}`);
  }
  if (example === undefined) return undefined;
  const response = responses.find((candidate) => namesOf([candidate]).includes(example));
  if (response !== undefined) return { response, example };
  const declared = namesOf(responses).join(", ") || "no named example";
  return unmet(operation, stated("example"), `the contract has ${declared}`);
}

const STATUS = /^([1-5](\d\d|XX)|default)$/;

/** The names of their examples, each once. */
function namesOf(responses: readonly Response[]): string[] {
  const names = responses.flatMap(({ content }) =>
    content.flatMap(({ examples }) => examples.flatMap(({ name }) => name ?? [])),
  );
  return [...new Set(names)];
}

// OpenAPI 3.1 allows an operation without responses: the mock then answers an empty 200.
function emptyResponse(operation: Operation): Response {
  return { status: "200", description: "", headers: [], content: [], place: operation.place };
}

// The lowest 2xx, then a 2XX range, then `default`, then the rest.
function byStatus(a: Response, b: Response): number {
  return rank(a.status) - rank(b.status);
}

function rank(status: string): number {
  if (/^2\d\d$/.test(status)) return Number(status);
  if (status === "2XX") return 300;
  if (status === "default") return 400;
  return 1000 + Number(status.replace(/X/g, "9"));
}

function unmet(
  operation: Operation,
  { name, value, isInQuery }: Wish,
  reason: string,
): { problem: Finding } {
  const stated = `${name}${value === "" ? "" : `=${value}`}`;
  const wish = isInQuery ? `__${stated}` : `Prefer: ${stated}`;
  const pointer = isInQuery ? appendPointer("/query", `__${name}`) : "/headers/prefer";
  return {
    problem: createFinding({
      code: "request.parameter.invalid",
      message: `${wish} cannot be met; ${reason}`,
      at: { file: "request", pointer, line: 1, column: 1 },
      because: locationOf(operation.place),
      operation: operation.key,
      identity: ["prefer", stated],
    }),
  };
}
