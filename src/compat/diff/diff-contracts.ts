/**
 * Two versions of one contract: what changed, and what breaks whoever was written against the base.
 *
 * DESIGN, decision 2. Only what is used counts: a component that no operation leads to is nobody's.
 */
import type { Contract } from "../../contract/contract.ts";
import { createChanges, type DiffRow } from "./change.ts";
import type { Diff } from "./diff-operation.ts";
import { addOperationSets, addServedOperations } from "./diff-operations.ts";
import { addEventChanges } from "./events.ts";
import { createSchemaChanges } from "./schema-changes.ts";

/**
 * Those that break first, then warnings, then the rest; empty where nothing changed that matters
 * to anybody: texts, order, names of components and where schemas stand do not.
 *
 * @param base, revision of one format
 */
export function diffContracts(base: Contract, revision: Contract): DiffRow[] {
  const documents = new Set([base.root.source.uri, revision.root.source.uri]);
  const changes = createChanges(revision.title, documents);
  const diff: Diff = { base, revision, changes, schemas: createSchemaChanges(changes) };
  addServedOperations(diff);
  addOperationSets(diff, {
    flow: "called",
    base: base.webhooks.map((operation) => ({ key: operation.key, operation })),
    revision: revision.webhooks.map((operation) => ({ key: operation.key, operation })),
    nameOf: (key) => `webhook ${key}`,
  });
  addEventChanges(diff);
  return changes.rows();
}

/** A document that only one of two folders has. */
export function documentRow(contract: Contract, version: "base" | "revision"): DiffRow {
  const { file } = contract.root.source;
  const isAdded = version === "revision";
  const changes = createChanges(contract.title, new Set([contract.root.source.uri]));
  changes.add({
    code: isAdded ? "diff.document.added" : "diff.document.removed",
    message: isAdded
      ? `${contract.title || file} is new`
      : `the revision has no ${contract.title || file}`,
    [version]: contract.root,
    kind: "document",
  });
  return changes.rows()[0]!;
}
