/**
 * The request of one interaction beside the operation that it calls, and what is said of the two.
 */
import { comparePact } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

export function compared(
  operation: object,
  path: string,
  request: object,
  components: object = {},
) {
  const responses = { 204: { description: "done" } };
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Provider", version: "1" },
      paths: { [path]: { post: { responses, ...operation } } },
      components,
    }),
  );
  const { pact } = readPactText(
    JSON.stringify({
      consumer: { name: "web" },
      provider: { name: "provider" },
      interactions: [
        {
          type: "Synchronous/HTTP",
          description: "p",
          request: { method: "POST", path, ...request },
          response: { status: 204 },
        },
      ],
      metadata: { pactSpecification: { version: "4.0" } },
    }),
  );
  const { errors, warnings } = comparePact(pact!, contract);
  return [...errors, ...warnings];
}

export const WIDER = "warning request.rule-wider";
export const INVALID = "error request.body.invalid";

export const type = { match: "type" };
export const regex = (source: string) => ({ match: "regex", regex: source });
export const text = { type: "string" };
export const of = (properties: object, more: object = {}) => ({
  type: "object",
  properties,
  ...more,
});
export const list = (items: object, more: object = {}) => ({ type: "array", items, ...more });
