/**
 * Security requirements that name no declared scheme.
 *
 * OpenAPI 3.1 #security-requirement-object.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { entriesOf, inside, itemsOf, locationOf } from "../../source/documents.ts";
import type { Contract } from "../contract.ts";
import { everyOperation } from "./every-operation.ts";
import { namedPointer } from "./named-pointer.ts";

export function lintSecurity(contract: Contract): Finding[] {
  if (contract.format === "asyncapi") return [];
  const owners = [contract.root, ...everyOperation(contract).map(({ place }) => place)];
  const requirements = owners.flatMap((owner) => itemsOf(inside(owner, "security")));
  return requirements.flatMap((requirement) =>
    entriesOf(requirement)
      .filter(([name]) => !contract.securitySchemes.has(name))
      .map(([name, place]) =>
        createFinding({
          code: "contract.security-undeclared",
          message: `${name} is no declared security scheme`,
          at: locationOf(place),
          identity: [namedPointer(place), name],
        }),
      ),
  );
}
