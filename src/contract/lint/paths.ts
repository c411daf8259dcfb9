/**
 * Path templates and the parameters that fill them.
 *
 * OpenAPI 3.1 #path-templating, #path-templating-matching.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { locationOf } from "../../source/documents.ts";
import type { Contract, Operation } from "../contract.ts";
import { templateNames } from "../router.ts";

export function lintPaths(contract: Contract): Finding[] {
  return [...contract.operations.flatMap(templateFindings), ...ambiguousPaths(contract)];
}

function templateFindings(operation: Operation): Finding[] {
  const declared = operation.parameters.filter((parameter) => parameter.in === "path");
  const names = templateNames(operation.path);
  const undeclared = names
    .filter((name) => !declared.some((parameter) => parameter.name === name))
    .map((name) =>
      createFinding({
        code: "contract.path-parameter-undeclared",
        message: `${operation.key} has no path parameter ${name}`,
        at: locationOf(operation.place),
        because: locationOf(operation.pathPlace),
        operation: operation.key,
        identity: [name],
      }),
    );
  const unused = declared
    .filter(({ name }) => !names.includes(name))
    .map(({ name, place }) =>
      createFinding({
        code: "contract.path-parameter-unused",
        message: `the path parameter ${name} of ${operation.key} is not in its template`,
        at: locationOf(place),
        because: locationOf(operation.pathPlace),
        operation: operation.key,
        identity: [name],
      }),
    );
  return [...undeclared, ...unused];
}

function ambiguousPaths(contract: Contract): Finding[] {
  const first = new Map<string, Operation>();
  const findings: Finding[] = [];
  const told = new Set<string>();
  for (const operation of contract.operations) {
    const shape = operation.path.replace(/\{[^{}]*\}/g, "{}");
    const earlier = first.get(shape);
    if (earlier === undefined) first.set(shape, operation);
    if (earlier === undefined || earlier.path === operation.path) continue;
    if (told.has(operation.path)) continue;
    told.add(operation.path);
    findings.push(
      createFinding({
        code: "contract.path-ambiguous",
        message: `${operation.path} and ${earlier.path} match the same requests`,
        at: locationOf(operation.pathPlace),
        because: locationOf(earlier.pathPlace),
        identity: [operation.path, earlier.path],
      }),
    );
  }
  return findings;
}
