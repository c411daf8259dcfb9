/**
 * Which two keywords disagree where a value is sent and refused.
 */
import { parsePointer, valueAt } from "../../source/pointer.ts";
import { isObject, pointerInside } from "../place.ts";
import type { Schema } from "../schema.ts";
import { type Violation, validate } from "../validate.ts";
import { appliedTo, itemsAt, membersAt } from "./closed-view.ts";
import { has } from "./parts.ts";

/** A schema or a keyword where it stands. */
export interface SchemaPlace {
  uri: string;
  pointer: string;
}

/** Why the receiver refuses the value, and what of the sender lets it through. */
export function explain(
  sender: Schema,
  receiver: Schema,
  value: unknown,
  direction: "request" | "response" | undefined,
): { violation: Violation; sender: SchemaPlace } | undefined {
  const options = direction === undefined ? {} : { direction };
  const violation = validate(receiver, value, options).find(({ kind }) => kind === "invalid");
  if (violation === undefined) return undefined;
  return { violation, sender: placeIn(sender, value, violation, direction) };
}

function placeIn(
  sender: Schema,
  value: unknown,
  { instancePointer, keyword }: Violation,
  direction: "request" | "response" | undefined,
): SchemaPlace {
  let applied = appliedTo([sender], value, direction) ?? [sender];
  let deepest = sender;
  let current = value;
  for (const token of parsePointer(instancePointer) ?? []) {
    const inner = applied.flatMap((each) =>
      Array.isArray(current) ? itemsAt(each, Number(token)) : membersAt(each, token),
    );
    current = isObject(current) ? current[token] : valueAt(current, `/${token}`);
    applied = appliedTo(inner, current, direction) ?? inner;
    if (applied.length === 0) return { uri: deepest.uri, pointer: deepest.pointer };
    deepest = inner[0] ?? applied[0]!;
  }
  for (const wanted of [keyword, "const", "enum", "type"]) {
    const owner = applied.find((each) => typeof each.value === "object" && has(each, wanted));
    if (owner !== undefined) return { uri: owner.uri, pointer: pointerInside(owner, [wanted]) };
  }
  return { uri: deepest.uri, pointer: deepest.pointer };
}
