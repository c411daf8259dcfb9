/**
 * Whether a request is one that an operation accepts.
 *
 * OpenAPI 3.1 #parameter-object, #request-body-object, #security-requirement-object.
 */
import type { Contract, Operation } from "../contract/contract.ts";
import type { Finding } from "../findings/finding.ts";
import { checkRequestBody } from "./body/check-request-body.ts";
import type { CheckOptions } from "./check-options.ts";
import type { HttpRequest } from "./exchange.ts";
import { checkKey } from "./key-conditions.ts";
import { checkParameters } from "./parameter/check-parameters.ts";
import { partsOf } from "./request-parts.ts";
import { checkCredentials } from "./security/credentials.ts";
import { checkUndeclared } from "./undeclared.ts";

/**
 * Findings in the order credentials, parameters, what is not declared, body; none when the request
 * fits. What could not be checked is a finding of severity warning, or info where no request could
 * show it.
 *
 * @param pathValues by name, percent-encoded, as `Router.match` gives them
 */
export function checkRequest(
  contract: Contract,
  operation: Operation,
  request: HttpRequest,
  pathValues: ReadonlyMap<string, string>,
  options: CheckOptions = {},
): Finding[] {
  const parts = partsOf(request, pathValues);
  const findings = checkCredentials(contract, operation, parts);
  findings.push(...checkKey(operation, parts));
  checkParameters(contract, operation, parts, findings);
  if (options.strict) findings.push(...checkUndeclared(contract, operation, parts));
  checkRequestBody(contract, operation, request, options, findings);
  return findings;
}
