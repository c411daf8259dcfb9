/**
 * Operations that came, went and stayed, and the callbacks of those that stayed.
 *
 * OpenAPI 3.1 #paths-object, #callback-object.
 */
import type { Operation } from "../../contract/contract.ts";
import { addOperationChanges, type Diff, type Flow, type Met } from "./diff-operation.ts";
import { pairOperations } from "./pair-operations.ts";

/** The operations that a contract serves, paired by method and path template. */
export function addServedOperations(diff: Diff): void {
  const paired = pairOperations(diff.base.operations, diff.revision.operations);
  for (const { base, revision } of paired.pairs) {
    addBoth(diff, { base, revision, flow: "served", name: revision.key });
  }
  for (const operation of paired.removed) addRemoved(diff, operation, operation.key);
  for (const operation of paired.added) addAdded(diff, operation, operation.key);
}

/** Operations that are told by a name, not by a path: webhooks and callbacks. */
export interface OperationSets {
  flow: Flow;
  base: readonly { key: string; operation: Operation }[];
  revision: readonly { key: string; operation: Operation }[];
  /** As changes name them. */
  nameOf: (key: string) => string;
}

export function addOperationSets(diff: Diff, sets: OperationSets): void {
  const { flow, nameOf } = sets;
  const before = new Map(sets.base.map(({ key, operation }) => [key, operation]));
  for (const { key, operation } of sets.revision) {
    const base = before.get(key);
    before.delete(key);
    if (base === undefined) addAdded(diff, operation, nameOf(key));
    else addBoth(diff, { base, revision: operation, flow, name: nameOf(key) });
  }
  for (const [key, operation] of before) addRemoved(diff, operation, nameOf(key));
}

function addRemoved({ changes }: Diff, operation: Operation, name: string): void {
  changes.add({
    code: "diff.operation.removed",
    message: `the revision has no ${name}`,
    base: operation.place,
    operation: name,
    kind: "removed",
  });
}

function addAdded({ changes }: Diff, operation: Operation, name: string): void {
  changes.add({
    code: "diff.operation.added",
    message: `${name} is new`,
    revision: operation.place,
    operation: name,
    kind: "added",
  });
}

function addBoth(diff: Diff, met: Met): void {
  addOperationChanges(diff, met);
  addCallbackChanges(diff, met);
}

// Callbacks are told by their name and the expression that says where they go.
function addCallbackChanges(diff: Diff, { base, revision, name }: Met): void {
  if (base.callbacks.length === 0 && revision.callbacks.length === 0) return;
  const named = (operation: Operation) =>
    operation.callbacks.flatMap((callback) =>
      callback.operations.map((each) => ({ key: `${callback.name} ${each.key}`, operation: each })),
    );
  addOperationSets(diff, {
    flow: "called",
    base: named(base),
    revision: named(revision),
    nameOf: (key) => `${name} callback ${key}`,
  });
}
