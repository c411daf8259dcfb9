/**
 * The path of a sampled request.
 *
 * OpenAPI 3.1 #path-templating.
 */
import type { Contract, Operation } from "../../contract/contract.ts";
import { templatePath } from "../../contract/path-key.ts";
import { routerOf } from "../../contract/router.ts";
import type { Location } from "../../findings/finding.ts";
import { locationOf } from "../../source/documents.ts";
import { parameterReaders } from "../parameter/parameter-value.ts";
import { type ParameterSampleOptions, sampleParameter } from "./sample-parameter.ts";

export type PathSample =
  | { ok: true; path: string; values: ReadonlyMap<string, string> }
  | { ok: false; at: Location; message: string };

/** Of a short list of values most may be other operations' paths: `/users/me` of `/users/{id}`. */
const tries = 40;

/**
 * A path that leads to the operation, beginning with the base path of its first server, and the
 * texts in it. Names that no parameter declares have a word.
 */
export function samplePath(
  contract: Contract,
  operation: Operation,
  { seed, minimal }: ParameterSampleOptions,
): PathSample {
  let path = "";
  for (let index = 0; index < tries; index += 1) {
    const values = new Map<string, string>();
    for (const reader of parameterReaders(operation, contract.securitySchemes)) {
      const { parameter } = reader;
      if (parameter.in !== "path") continue;
      const own = index === 0 ? seed : `${seed} ${index}`;
      const made = sampleParameter(reader, { seed: own, minimal });
      if (!made.ok) {
        const message = `the path parameter ${parameter.name} ${made.message}`;
        return { ok: false, at: locationOf(parameter.place), message };
      }
      if (made.written.in === "path") values.set(parameter.name, made.written.text);
    }
    path = filled(operation, values);
    if (isOwn(contract, operation, path, values)) return { ok: true, path, values };
    if (values.size === 0) break;
  }
  const message = `no path was found that is not another operation's, such as ${path}`;
  return { ok: false, at: locationOf(operation.pathPlace), message };
}

function filled(operation: Operation, values: ReadonlyMap<string, string>): string {
  const template = templatePath(operation.path);
  const base = operation.servers[0]?.basePath ?? "";
  const path = template.replace(/\{([^{}]*)\}/g, (_, name: string) => values.get(name) ?? "amber");
  return base + (path.startsWith("/") ? path : `/${path}`);
}

function isOwn(
  contract: Contract,
  operation: Operation,
  path: string,
  values: ReadonlyMap<string, string>,
): boolean {
  // Webhooks and callbacks have no path of the contract's own.
  if (!contract.operations.includes(operation)) return true;
  const match = routerOf(contract).match(operation.method, path);
  if (match.kind !== "operation") return false;
  const found = [match, ...match.others].find((candidate) => candidate.operation === operation);
  // `{from}-{to}` is not read back where the first value has a hyphen.
  return [...values].every(([name, text]) => found?.pathValues.get(name) === text);
}
