/**
 * What an upstream answers against the field of an aggregate's response that it fills.
 *
 * x-gateway-aggregate: `field` names the property, `select` the part of the answer (RFC 6901).
 */
import { comparePair, type SchemaPair } from "../compat/compare-pair.ts";
import { addDoubt, addFinding, type EdgeContext, edgeFinding } from "../compat/judging.ts";
import { type Member, memberOf } from "../compat/member-schema.ts";
import { isAnythingTaken } from "../compat/sent-parameters.ts";
import type { Operation } from "../contract/contract.ts";
import { composeSchema } from "../schema/compose.ts";
import { applying, declaredItems, declaredProperties } from "../schema/declared-properties.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import { isResolved, reference, type Schema } from "../schema/schema.ts";
import { locationOf } from "../source/documents.ts";
import { parsePointer } from "../source/pointer.ts";
import { successSchemas } from "./earlier-steps.ts";
import type { Edge } from "./edge.ts";
import { nested } from "./expression-source.ts";
import { successSchema } from "./judge-aggregates.ts";

export function compareField(context: EdgeContext, edge: Edge, upstream: Operation): void {
  const name = String(edge.field!.value);
  const filled = fieldOf(edge.consumerOperation!, name);
  // A field that is not declared is told with the aggregate.
  if (filled === undefined) return;
  const answers = successSchemas(upstream);
  const at = locationOf(edge.field!);
  const because = locationOf(upstream.place);
  if (answers.length === 0) {
    if (isAnythingTaken(context, filled.schema)) return;
    addDoubt(context, {
      subject: `what fills the field ${name}`,
      reason: "is not declared: the answer has no schema in JSON",
      at,
      because,
      identity: ["field", name],
    });
    return;
  }
  for (const sender of answers) {
    const pointer = String(edge.select?.value ?? "");
    const tokens = parsePointer(pointer) ?? [];
    if (leadsNowhere(sender, tokens)) {
      addFinding(
        context,
        edgeFinding(context, {
          code: "aggregate.select.dangling",
          message: `${pointer} leads to nothing that ${edge.provider} ${upstream.key} declares to answer; it is to fill the field ${name}`,
          at: locationOf(edge.select!),
          because: context.locate(sender) ?? because,
          identity: [name, pointer],
        }),
      );
      continue;
    }
    const pair: SchemaPair = {
      sender,
      receiver: receiverOf(filled, tokens),
      direction: "response",
      code: "response.body.incompatible",
      names: {
        sender: `${edge.provider} ${upstream.key}`,
        receiver: `the field ${name} of ${edge.consumer}`,
      },
      subject: "a body",
      places: { consumer: locationOf(edge.select ?? edge.field!), provider: because },
      isConsumerSending: false,
      identity: ["field", name],
    };
    comparePair(context, pair);
  }
}

function fieldOf(operation: Operation, name: string): Member | undefined {
  const schema = successSchema(operation);
  return schema && memberOf(schema, name);
}

// What is selected stands deeper in the answer: so does what is asked of it.
function receiverOf({ schema, isCertain }: Member, tokens: readonly string[]): Schema {
  if (tokens.length === 0) return schema;
  const parts = new Map([["field", schema]]);
  const there = nested(tokens, { $ref: "field" });
  // A field that may be left out is left out where nothing is selected.
  const asked = isCertain ? there : { anyOf: [{ not: nested(tokens, {}) }, there] };
  return composeSchema(asked, parts);
}

// A sender is read closed: what it does not declare it does not answer.
function leadsNowhere(sender: Schema, tokens: readonly string[]): boolean {
  let schema = sender;
  for (const token of tokens) {
    const member = memberOf(schema, token);
    if (member === undefined) return !isOpenAt(schema, token);
    schema = member.schema;
  }
  return false;
}

/** Whether there may be such a member all the same: nothing is declared, or not all is known. */
function isOpenAt(schema: Schema, token: string): boolean {
  const all = applying(schema);
  const isUnread = all.some((each) => {
    const target = reference(each);
    return target !== undefined && !isResolved(target);
  });
  if (isUnread) return true;
  const types = instanceTypes(schema);
  const isIndex = /^(0|[1-9]\d*)$/.test(token);
  if (types.has("array") && isIndex) return declaredItems(schema) === undefined;
  if (!types.has("object")) return false;
  const speaksOfOthers = all.some(({ value }) =>
    ["additionalProperties", "unevaluatedProperties"].some(
      (keyword) => (value as Record<string, unknown>)[keyword] === true,
    ),
  );
  return speaksOfOthers || declaredProperties(schema).size === 0;
}
