/**
 * Every operation that a document describes: of its paths, its webhooks and its callbacks.
 *
 * OpenAPI 3.1 #operation-object, #callback-object.
 */
import { entriesOf, follow, inside, isDangling, type Place } from "../../source/documents.ts";
import type { Contract, Operation } from "../contract.ts";

/**
 * One for each place, in document order, callbacks after what has them: one path item may be
 * reached by several references, and a callback's operation may have the callback itself.
 */
export function everyOperation(contract: Contract): Operation[] {
  const found = new Map<string, Operation>();
  const open = [...contract.operations, ...contract.webhooks].reverse();
  for (let operation = open.pop(); operation !== undefined; operation = open.pop()) {
    const key = placeKey(operation.place);
    if (found.has(key)) continue;
    found.set(key, operation);
    const called = operation.callbacks.flatMap(({ operations }) => operations);
    for (const inner of called.reverse()) open.push(inner);
  }
  return [...found.values()];
}

/** Every path item by what it is called, with operations or without; each place once. */
export function everyPathItem(contract: Contract): { name: string; item: Place }[] {
  const named = [
    ...entriesOf(inside(contract.root, "paths")),
    ...entriesOf(inside(contract.root, "webhooks")),
    ...everyOperation(contract).flatMap(({ callbacks }) =>
      callbacks.map(({ expression, place }): [string, Place] => [expression, place]),
    ),
  ];
  const found = new Map<string, { name: string; item: Place }>();
  for (const [name, entry] of named) {
    const item = follow(contract.documents, entry);
    if (isDangling(item) || found.has(placeKey(item))) continue;
    found.set(placeKey(item), { name, item });
  }
  return [...found.values()];
}

function placeKey({ source, pointer }: Place): string {
  return `${source.uri}#${pointer}`;
}
