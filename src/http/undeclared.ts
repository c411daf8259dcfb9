/**
 * What a request carries that its operation does not declare.
 *
 * OpenAPI 3.1 #parameter-object. Asked only where everything has to be declared: a server that does
 * not know a parameter ignores it.
 */
import type { Contract, Operation, SecurityScheme } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { locationOf } from "../source/documents.ts";
import { isAskedByKey } from "./key-conditions.ts";
import { parameterPointer } from "./parameter/check-parameters.ts";
import { queryNamesOf } from "./parameter/query-names.ts";
import { textSchemaOf } from "./parameter/text-schema.ts";
import { type ExchangeContext, exchangeFinding, exchangeLocation } from "./report.ts";
import { cookiesOf, queryOf, type RequestParts } from "./request-parts.ts";
import { STANDARD_FIELDS } from "./standard-fields.ts";

/** `request.parameter.undeclared`, once for each name: query parameters, headers, cookies. */
export function checkUndeclared(
  contract: Contract,
  operation: Operation,
  parts: RequestParts,
): Finding[] {
  const context: ExchangeContext = { contract, operation, side: "request" };
  const names = queryNamesOf(operation, contract.securitySchemes);
  const headers = declaredIn(contract, operation, "header").map((name) => name.toLowerCase());
  const cookies = declaredIn(contract, operation, "cookie");
  const isUndeclaredField = (name: string) =>
    !headers.includes(name) &&
    !STANDARD_FIELDS.has(name) &&
    !isAskedByKey(operation, "header", name);
  return [
    ...[...new Set(queryOf(parts).names)]
      .filter((name) => names.ownerOf(name) === undefined)
      .filter((name) => !isAskedByKey(operation, "query", name))
      .map((name) => undeclared(context, "query", name)),
    ...[...parts.request.headers.keys()]
      .filter(isUndeclaredField)
      .map((name) => undeclared(context, "header", name)),
    ...[...new Set(cookiesOf(parts).names)]
      .filter((name) => !cookies.includes(name))
      .map((name) => undeclared(context, "cookie", name)),
  ];
}

function undeclared(
  context: ExchangeContext,
  where: "query" | "header" | "cookie",
  name: string,
): Finding {
  const declared = context.operation.parameters
    .filter((parameter) => parameter.in === where)
    .map((parameter) => parameter.name);
  return exchangeFinding(context, {
    code: "request.parameter.undeclared",
    message: `the request sends the ${where} parameter ${name}; the contract declares ${declared.join(", ") || "none"}`,
    at: exchangeLocation("request", parameterPointer({ in: where, name })),
    because: locationOf(context.operation.place),
    identity: [where, name],
  });
}

/** The names of parameters and of the credentials that the operation may ask for. */
function declaredIn(
  contract: Contract,
  operation: Operation,
  where: "header" | "cookie",
): string[] {
  const parameters = operation.parameters.filter((parameter) => parameter.in === where);
  const schemes = operation.security
    .flatMap(({ schemes }) => schemes.map(({ name }) => contract.securitySchemes.get(name)))
    .filter((scheme): scheme is SecurityScheme => scheme?.in === where);
  return [
    ...parameters.map(({ name }) => name),
    // An exploded object stands in cookies under the names of its properties.
    ...parameters
      .filter(({ in: place, explode }) => place === "cookie" && explode)
      .flatMap(({ schema }) => [...textSchemaOf(schema).names]),
    ...schemes.flatMap(({ parameterName }) => parameterName ?? []),
  ];
}
