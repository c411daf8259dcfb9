/**
 * One operation in both versions.
 *
 * OpenAPI 3.1 #operation-object.
 */
import type { Contract, Operation } from "../../contract/contract.ts";
import { inside } from "../../source/documents.ts";
import type { Changes } from "./change.ts";
import { addParameterChanges } from "./parameters.ts";
import { addRequestBodyChanges } from "./request-body.ts";
import { addResponseChanges } from "./responses.ts";
import type { SchemaChanges } from "./schema-changes.ts";
import { addSecurityChanges } from "./security.ts";
import { addServerChanges } from "./servers.ts";
import type { OperationPair, Side } from "./side.ts";

export interface Diff {
  base: Contract;
  revision: Contract;
  changes: Changes;
  schemas: SchemaChanges;
}

/** Whose operation it is: served by the provider, or called by it (webhooks, callbacks). */
export type Flow = "served" | "called";

export interface Met {
  base: Operation;
  revision: Operation;
  flow: Flow;
  /** As changes name it. */
  name: string;
}

export function addOperationChanges(diff: Diff, { base, revision, flow, name }: Met): void {
  const { changes, schemas } = diff;
  const sides = {
    base: { version: "base", contract: diff.base, operation: base } satisfies Side,
    revision: { version: "revision", contract: diff.revision, operation: revision } satisfies Side,
  };
  const pair: OperationPair = {
    ...sides,
    caller: flow === "served" ? sides.base : sides.revision,
    answerer: flow === "served" ? sides.revision : sides.base,
    name,
    changes,
    schemas,
  };
  addNameChanges(pair);
  addParameterChanges(pair);
  addRequestBodyChanges(pair);
  addResponseChanges(pair);
  addSecurityChanges(pair);
  if (flow === "served") addServerChanges(pair);
}

function addNameChanges({ base, revision, name, changes }: OperationPair): void {
  const places = { base: base.operation.place, revision: revision.operation.place };
  if (!isDeprecated(base.operation) && isDeprecated(revision.operation)) {
    changes.add({
      code: "diff.operation.deprecated",
      message: `${name} is deprecated in the revision`,
      ...places,
      revision: inside(revision.operation.place, "deprecated") ?? revision.operation.place,
      operation: name,
      kind: "deprecated",
    });
  }
  const [before, after] = [base.operation.id, revision.operation.id];
  if (before === undefined || before === after) return;
  changes.add({
    code: "diff.operation.renamed",
    message:
      after === undefined
        ? `the operationId ${before} is gone`
        : `the operationId was ${before} and is ${after}`,
    base: inside(base.operation.place, "operationId") ?? base.operation.place,
    revision: inside(revision.operation.place, "operationId") ?? revision.operation.place,
    operation: name,
    kind: "operationId",
  });
}

function isDeprecated({ place }: Operation): boolean {
  return inside(place, "deprecated")?.value === true;
}
