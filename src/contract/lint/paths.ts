/**
 * Path templates and the parameters that fill them.
 *
 * OpenAPI 3.1 #path-templating, #path-templating-matching.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { entriesOf, inside, locationOf, type Place } from "../../source/documents.ts";
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

// OpenAPI 3.1 #paths-object asks this of the templates, whatever stands under them.
function ambiguousPaths(contract: Contract): Finding[] {
  const first = new Map<string, [path: string, place: Place]>();
  const findings: Finding[] = [];
  for (const [path, place] of entriesOf(inside(contract.root, "paths"))) {
    if (!path.startsWith("/")) continue;
    const shape = path.replace(/\{[^{}]*\}/g, "{}");
    const earlier = first.get(shape);
    if (earlier === undefined) {
      first.set(shape, [path, place]);
      continue;
    }
    findings.push(
      createFinding({
        code: "contract.path-ambiguous",
        message: `${path} and ${earlier[0]} match the same requests`,
        at: locationOf(place),
        because: locationOf(earlier[1]),
        identity: [path, earlier[0]],
      }),
    );
  }
  return findings;
}
