/**
 * One parameter in a contract, and requests that carry its text.
 */
import type { Contract, Operation, Parameter } from "../../src/contract/contract.ts";
import { type HttpRequest, readFields } from "../../src/http/exchange.ts";
import { parameterReaders, readParameterValue } from "../../src/http/parameter/parameter-value.ts";
import { type WrittenParameter, writeParameter } from "../../src/http/parameter/write-parameter.ts";
import { partsOf, type RequestParts } from "../../src/http/request-parts.ts";
import { readContractText } from "../contract-text.ts";

/** The operation `GET /{color}` with these parameters; the first is named `color` where none is said. */
export function operationWith(
  parameters: readonly Record<string, unknown>[],
  { openapi = "3.1.1", ...more }: Record<string, unknown> = {},
): { contract: Contract; operation: Operation } {
  const named = parameters.map((parameter) => ({ name: "color", ...parameter }));
  const contract = readContractText(
    JSON.stringify({ openapi, paths: { "/{color}": { get: { parameters: named } } }, ...more }),
  );
  return { contract, operation: contract.operations[0]! };
}

/**
 * A request whose path value, query, header or cookies are `text`, by where the parameter stands.
 *
 * @param text of a header, each line
 */
export function requestWith(
  { in: where, name }: Parameter,
  text: string | readonly string[],
): RequestParts {
  const lines = [text].flat();
  const field = where === "header" ? name : "Cookie";
  const fields: [string, string][] =
    where === "header" || where === "cookie" ? lines.map((line) => [field, line]) : [];
  const request: HttpRequest = {
    method: "GET",
    path: "/",
    query: where === "query" ? lines[0]! : "",
    headers: readFields(fields),
    body: new Uint8Array(),
  };
  return partsOf(request, new Map(where === "path" ? [[name, lines[0]!]] : []));
}

/** The value that the first parameter reads from `text`; its state where it reads none. */
export function read(
  operation: Operation,
  text: string | readonly string[],
  contract?: Contract,
): unknown {
  const [reader] = parameterReaders(operation, contract?.securitySchemes ?? new Map());
  const reading = readParameterValue(reader!, requestWith(reader!.parameter, text));
  return reading.state === "present" ? reading.value : reading.state;
}

/** What the first parameter writes, as one text; undefined where the style has no way. */
export function written(operation: Operation, value: unknown): string | undefined {
  const made = writeParameter(operation.parameters[0]!, value);
  return made === undefined ? undefined : joined(made);
}

function joined(made: WrittenParameter): string {
  if ("text" in made) return made.text;
  const pairs = made.pairs.map(([name, text]) => `${name}=${text}`);
  return pairs.join(made.in === "query" ? "&" : "; ");
}
