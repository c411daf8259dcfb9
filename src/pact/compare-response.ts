/**
 * Whether a provider that keeps its contract may give the answer that an interaction expects.
 *
 * OpenAPI 3.1 #responses-object, #response-object, #header-object.
 */
import type { Header, Response } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import type { Finding } from "../findings/finding.ts";
import { readHeaderValue } from "../http/parameter/parameter-value.ts";
import { validate } from "../schema/validate.ts";
import { inside, locationOf } from "../source/documents.ts";
import { compareResponseBody } from "./compare-response-body.ts";
import {
  becauseOf,
  type InteractionContext,
  locationInside,
  type MatchedContext,
  pactFinding,
} from "./comparison.ts";
import { headerValue } from "./pact.ts";

/** Findings in the order status, headers, body. */
export function compareResponse(context: MatchedContext): Finding[] {
  const { interaction, operation } = context;
  const { status, place } = interaction.response;
  const declared = findResponse(operation.responses, String(status));
  if (declared === undefined) {
    const statuses = operation.responses.map((response) => response.status).join(", ") || "none";
    return [
      pactFinding(context, {
        code: "response.status.undeclared",
        message: `the interaction expects the status ${status}; the contract declares ${statuses}`,
        at: locationInside(place, "status"),
        because: locationOf(inside(operation.place, "responses") ?? operation.place),
        identity: [String(status), "status"],
      }),
    ];
  }
  return [...compareHeaders(context, declared), ...compareResponseBody(context, declared)];
}

// OpenAPI 3.1 #response-object: Content-Type is said by `content`, never among the headers.
function compareHeaders(context: InteractionContext, declared: Response): Finding[] {
  const { headers } = context.interaction.response;
  return [...headers.keys()]
    .filter((name) => name.toLowerCase() !== "content-type")
    .flatMap((name) => {
      const header = declared.headers.find(
        (each) => each.name.toLowerCase() === name.toLowerCase(),
      );
      return header === undefined
        ? [undeclaredHeader(context, declared, name)]
        : compareHeader(context, header, name);
    });
}

function undeclaredHeader(context: InteractionContext, declared: Response, name: string): Finding {
  const names = declared.headers.map((header) => header.name).join(", ") || "none";
  return pactFinding(context, {
    code: "response.header.undeclared",
    message: `the interaction expects the header ${name}; the contract declares ${names} for ${declared.status}`,
    at: locationInside(context.interaction.response.place, "headers", name),
    because: locationOf(declared.place),
    identity: [`header ${name.toLowerCase()}`, "undeclared"],
  });
}

function compareHeader(context: InteractionContext, header: Header, name: string): Finding[] {
  const { response } = context.interaction;
  const at = locationInside(response.place, "headers", name);
  const value = readHeaderValue(header.schema, header.explode, headerValue(response, name));
  const findings = header.schema
    ? validate(header.schema, value, { direction: "response" }).map((violation) =>
        pactFinding(context, {
          code: violation.kind === "invalid" ? "response.header.invalid" : "schema.unresolved",
          message: `the header ${name} ${violation.message}`,
          // With a rule other values do as well; the example is one the provider never sends.
          ...(hasRule(context, name) && { severity: "warning" }),
          at,
          ...becauseOf(context.contract, violation.schema),
          ...(violation.kind === "invalid" && { witness: value }),
          identity: [`header ${name.toLowerCase()}`, violation.schema.pointer, violation.keyword],
        }),
      )
    : [];
  if (findings.length > 0 || header.required) return findings;
  return [
    pactFinding(context, {
      code: "response.state-dependent",
      message: `the header ${name} is expected; the contract lets the provider leave it out`,
      at,
      because: locationOf(header.place),
      identity: [`header ${name.toLowerCase()}`, "optional"],
    }),
  ];
}

function hasRule({ interaction }: InteractionContext, name: string): boolean {
  const rules = interaction.response.matchingRules.get("header");
  return [...(rules?.keys() ?? [])].some((key) => key.toLowerCase() === name.toLowerCase());
}
