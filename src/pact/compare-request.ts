/**
 * Whether a contract accepts the request of an interaction.
 *
 * OpenAPI 3.1 #parameter-object, #security-requirement-object. DESIGN: in a request the example
 * must be accepted.
 */
import type { Parameter } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { isAskedByKey } from "../http/key-conditions.ts";
import { placeInside, ruleBroken, subjectOf } from "../http/parameter/check-parameters.ts";
import {
  type ParameterReader,
  parameterReaders,
  readParameterValue,
} from "../http/parameter/parameter-value.ts";
import { queryNamesOf } from "../http/parameter/query-names.ts";
import { partsOf, type RequestParts } from "../http/request-parts.ts";
import { checkCredentials } from "../http/security/credentials.ts";
import type { Schema } from "../schema/schema.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import { compareAccept } from "./compare-accept.ts";
import { compareCookieKeys, compareCookieRules } from "./compare-cookie-rules.ts";
import { comparePathRules } from "./compare-path-rules.ts";
import { compareRequestBody } from "./compare-request-body.ts";
import { compareTextRules } from "./compare-text-rules.ts";
import {
  becauseOf,
  type InteractionContext,
  locationInside,
  type MatchedContext,
  pactFinding,
} from "./comparison.ts";
import { nameOfPlace } from "./name-of-place.ts";
import { type HttpInteraction, writtenName } from "./pact.ts";
import { sentRequest } from "./sent-request.ts";

/**
 * Findings in the order credentials, parameters, Accept, body.
 *
 * What the interaction expects the provider to refuse is not found: a pact that expects 400 or
 * 422 sends a wrong request on purpose, one that expects 401 or 403 has no credentials.
 */
export function compareRequest(
  context: MatchedContext,
  pathValues: ReadonlyMap<string, string>,
): Finding[] {
  const { interaction, operation, contract } = context;
  const { status } = interaction.response;
  const sent = partsOf(sentRequest(interaction.request), pathValues);
  const isRefused = status === 401 || status === 403;
  const credentials = isRefused ? [] : compareCredentials(context, sent);
  if (status === 400 || status === 415 || status === 422) return credentials;
  return [
    ...credentials,
    ...(isRefused || credentials.length > 0 ? [] : compareCookieKeys(context, sent)),
    ...parameterReaders(operation, contract.securitySchemes).flatMap((reader) =>
      compareParameter(context, reader, sent),
    ),
    ...undeclaredQuery(context),
    ...undeclaredHeaders(context),
    ...(status === 406 ? [] : compareAccept(context)),
    ...compareRequestBody(context),
    ...comparePathRules(context),
  ];
}

// DESIGN, decision 3: the request as it stands must be accepted. What a verifier's request filter
// would add is not seen here.
function compareCredentials(context: MatchedContext, sent: RequestParts): Finding[] {
  const { contract, operation, interaction } = context;
  const hasOther = sent.request.headers.has("authorization");
  return checkCredentials(contract, operation, sent).map((found) => {
    const isUnchecked = found.code === "request.security.unchecked";
    return pactFinding(context, {
      code: found.code,
      message: found.message,
      severity: found.severity,
      at: locationInside(interaction.request.place, "headers"),
      ...(found.because && { because: found.because }),
      ...(!hasOther &&
        !isUnchecked && {
          mend: "State them in the interaction: a rule may let any token through.",
        }),
      identity: ["", "security"],
    });
  });
}

function compareParameter(
  context: MatchedContext,
  reader: ParameterReader,
  sent: RequestParts,
): Finding[] {
  const { interaction, contract } = context;
  const { parameter } = reader;
  const subject = subjectOf(parameter);
  const at = parameterLocation(interaction, parameter);
  const identity = [`${parameter.in} ${parameter.name}`];
  const reading = readParameterValue(reader, sent);
  const because = locationOf(parameter.place);
  switch (reading.state) {
    case "unused":
      return [];
    case "absent":
      // Cookies share one header: its rules speak of those that the example leaves out as well.
      if (!parameter.required) {
        return parameter.in === "cookie" ? compareCookieRules(context, reader, { sent, at }) : [];
      }
      return [
        pactFinding(context, {
          code: "request.parameter.missing",
          message: `${subject} is required; the interaction does not send it`,
          at,
          because,
          identity: [...identity, "missing"],
        }),
      ];
    case "malformed":
      return [
        pactFinding(context, {
          code: "request.parameter.invalid",
          message: `${placeInside(reading.fault.tokens, subject)} cannot be read: ${reading.fault.message}`,
          at,
          because: ruleBroken(contract, parameter, reading.fault),
          identity: [...identity, "malformed"],
        }),
      ];
    case "unread":
      return [
        pactFinding(context, {
          code: "schema.unresolved",
          message: `${subject} was not checked: ${reading.mediaType} is not read`,
          at,
          because,
          identity: [...identity, "unread"],
        }),
      ];
    case "present": {
      const findings = judgeParameter(context, parameter, reading);
      if (findings.length > 0) return findings;
      const compareRules = parameter.in === "cookie" ? compareCookieRules : compareTextRules;
      return compareRules(context, reader, { sent, at });
    }
  }
}

function judgeParameter(
  context: InteractionContext,
  parameter: Parameter,
  { schema, value }: { schema: Schema | undefined; value: unknown },
): Finding[] {
  if (schema === undefined) return [];
  return validate(schema, value, { direction: "request" }).map((violation) => {
    const name = nameOfPlace([parameter.name, ...(parsePointer(violation.instancePointer) ?? [])]);
    return pactFinding(context, {
      code: violation.kind === "invalid" ? "request.parameter.invalid" : "schema.unresolved",
      message: `the ${parameter.in} parameter ${name} ${violation.message}`,
      at: parameterLocation(context.interaction, parameter),
      ...becauseOf(context.contract, violation.schema),
      ...(violation.kind === "invalid" && { witness: value, asked: [{ schema, value }] }),
      identity: [`${parameter.in} ${parameter.name}`, violation.schema.pointer, violation.keyword],
    });
  });
}

function parameterLocation({ request }: HttpInteraction, parameter: Parameter): Finding["at"] {
  switch (parameter.in) {
    case "path":
      return locationInside(request.place, "path");
    case "query":
      return locationInside(request.place, "query", parameter.name);
    case "header":
      return locationInside(request.place, "headers", writtenName(request, parameter.name) ?? "");
    case "cookie":
      return locationInside(request.place, "headers", writtenName(request, "cookie") ?? "");
  }
}

function undeclaredQuery(context: MatchedContext): Finding[] {
  const { operation, interaction, contract } = context;
  const names = queryNamesOf(operation, contract.securitySchemes);
  const undeclared = [...interaction.request.query.keys()].filter(
    (name) => names.ownerOf(name) === undefined && !isAskedByKey(operation, "query", name),
  );
  const parameters = operation.parameters.filter((parameter) => parameter.in === "query");
  const declared = parameters.map(({ name }) => name).join(", ") || "none";
  return undeclared.map((name) =>
    pactFinding(context, {
      code: "request.parameter.undeclared",
      message: `the interaction sends the query parameter ${name}; the contract declares ${declared}`,
      at: locationInside(interaction.request.place, "query", name),
      because: locationOf(operation.place),
      identity: [`query ${name}`, "undeclared"],
    }),
  );
}

// A server that does not know a header ignores it: RFC 9110 §5.1.
function undeclaredHeaders(context: MatchedContext): Finding[] {
  const { operation, interaction } = context;
  if (interaction.request.headers.size === 0) return [];
  const known = new Set([
    ...STANDARD_HEADERS,
    ...schemeHeaders(context),
    ...operation.parameters.filter(({ in: where }) => where === "header").map(({ name }) => name),
  ]);
  const names = new Set([...known].map((name) => name.toLowerCase()));
  return [...interaction.request.headers.keys()]
    .filter((name) => !names.has(name.toLowerCase()))
    .map((name) =>
      pactFinding(context, {
        code: "request.parameter.undeclared",
        message: `the interaction sends the header ${name}; the contract does not declare it`,
        severity: "warning",
        at: locationInside(interaction.request.place, "headers", name),
        because: locationOf(operation.place),
        identity: [`header ${name.toLowerCase()}`, "undeclared"],
      }),
    );
}

const STANDARD_HEADERS: readonly string[] = [
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-language",
  "authorization",
  "cache-control",
  "connection",
  "content-length",
  "content-type",
  "cookie",
  "host",
  "prefer",
  "user-agent",
];

function schemeHeaders({ contract, operation }: MatchedContext): string[] {
  return operation.security.flatMap(({ schemes }) =>
    schemes.flatMap(({ name }) => {
      const scheme = contract.securitySchemes.get(name);
      return scheme?.in === "header" ? (scheme.parameterName ?? []) : [];
    }),
  );
}
