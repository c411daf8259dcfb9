/**
 * References that depend on the way taken: `$dynamicRef`. (`$ref` is followed by `evaluate`.)
 *
 * 2020-12 core #dynamic-ref.
 */

import {
  dynamicReference,
  findDynamicAnchor,
  isResolved,
  reference,
  type Schema,
  type UnresolvedReference,
} from "../schema.ts";
import { unresolved } from "../violation.ts";
import { evaluate, type Node, nodeOf, type Rule } from "./evaluate.ts";

/** The rule for the `$ref` of a schema whose result matters to its other keywords. */
export function referenceRule(node: Node): Rule {
  const target = reference(node.schema);
  if (!isResolved(target)) return deadEnd(node, "$ref", target);
  const referred = nodeOf(target);
  return (instance, run) => evaluate(referred, instance, run);
}

/** The rule for `$dynamicRef`: the outermost schema entered that has the anchor takes it. */
export function dynamicReferenceRule(node: Node): Rule {
  const target = dynamicReference(node.schema);
  if (!isResolved(target)) return deadEnd(node, "$dynamicRef", target);
  const fallback = nodeOf(target);
  const name = dynamicName(node.schema, target);
  if (name === undefined) return (instance, run) => evaluate(fallback, instance, run);
  return (instance, run) => {
    for (const resource of run.scope) {
      const anchored = findDynamicAnchor(node.schema.store, resource, name);
      if (anchored !== undefined) return evaluate(nodeOf(anchored), instance, run);
    }
    return evaluate(fallback, instance, run);
  };
}

/** The rule for a reference that leads nowhere. */
export function deadEnd(
  node: Node,
  keyword: string,
  target: UnresolvedReference | undefined,
): Rule {
  const message = `cannot be checked: ${keyword} ${JSON.stringify(target?.unresolved)} leads nowhere; ${target?.reason}`;
  return (_, run) => unresolved(run, node, keyword, message);
}

// Only a reference that itself names a dynamic anchor is dynamic; others are as `$ref`.
function dynamicName(schema: Schema, target: Schema): string | undefined {
  const { value } = schema;
  const written = typeof value === "object" ? value.$dynamicRef : undefined;
  const name = typeof written === "string" ? written.split("#")[1] : undefined;
  return typeof target.value === "object" && target.value.$dynamicAnchor === name
    ? name
    : undefined;
}
