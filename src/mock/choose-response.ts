/**
 * Which declared response answers a request that fits.
 *
 * DESIGN: mock server behaviour.
 */
import type { Operation, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import type { Preference } from "./preference.ts";

/** The response, or why the wish cannot be met. */
export type Choice = { response: Response; example: string | undefined } | { problem: Finding };

/** In this order: the client's wish, a provider state, the lowest declared success. */
export function chooseResponse(
  operation: Operation,
  wish: Preference,
  states: readonly string[],
): Choice {
  const { responses } = operation;
  if (wish.code !== undefined) {
    const code = wish.code.replace(/^([1-5])xx$/, "$1XX");
    // `default` stands for any status, and for no other text.
    const response = STATUS.test(code) ? findResponse(responses, code) : undefined;
    if (response === undefined) {
      const declared = responses.map(({ status }) => status).join(", ") || "no response";
      return unmet(operation, `code=${wish.code}`, `the contract declares ${declared}`);
    }
    const names = namesOf([response]);
    if (wish.example === undefined || names.includes(wish.example)) {
      return { response, example: wish.example };
    }
    const declared = names.join(", ") || "no named example";
    return unmet(operation, `example=${wish.example}`, `${response.status} has ${declared}`);
  }
  if (wish.example !== undefined) {
    const response = [...responses]
      .sort(byStatus)
      .find((candidate) => namesOf([candidate]).includes(wish.example!));
    if (response !== undefined) return { response, example: wish.example };
    const declared = namesOf(responses).join(", ") || "no named example";
    return unmet(operation, `example=${wish.example}`, `the contract has ${declared}`);
  }
  for (const state of states) {
    for (const response of responses) {
      const example = response.content
        .flatMap(({ examples }) => examples)
        .find(({ name, summary }) => name !== undefined && (name === state || summary === state));
      if (example !== undefined) return { response, example: example.name };
    }
  }
  const success = [...responses].sort(byStatus)[0];
  if (success !== undefined) return { response: success, example: undefined };
  return { response: emptyResponse(operation), example: undefined };
}

const STATUS = /^([1-5](\d\d|XX)|default)$/;

/** The names of their examples. */
function namesOf(responses: readonly Response[]): string[] {
  return responses.flatMap(({ content }) =>
    content.flatMap(({ examples }) => examples.flatMap(({ name }) => name ?? [])),
  );
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

function unmet(operation: Operation, wish: string, reason: string): { problem: Finding } {
  return {
    problem: createFinding({
      code: "request.parameter.invalid",
      message: `Prefer: ${wish} cannot be met; ${reason}`,
      at: { file: "request", pointer: "/headers/prefer", line: 1, column: 1 },
      because: locationOf(operation.place),
      operation: operation.key,
      identity: ["prefer", wish],
    }),
  };
}
