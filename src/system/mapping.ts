/**
 * The body that a mapping of the configuration makes, as a schema.
 *
 * A template is JSON: a text that begins with `$` is an expression (`$$` for one that begins with a
 * dollar sign), `{ "$each": LIST, "$as": TEMPLATE }` makes an item of each item of a list, and
 * everything else stands for itself.
 */
import type { MadeBody } from "../compat/consumer-view.ts";
import { itemsOf, lengthsOf } from "../compat/member-schema.ts";
import { composeSchema } from "../schema/compose.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import type { Schema } from "../schema/schema.ts";
import { isMapping } from "../source/documents.ts";
import { appendPointer, valueAt } from "../source/pointer.ts";
import { type ExpressionContext, type ExpressionSource, sourceOf } from "./expression-source.ts";

export interface Made {
  body: MadeBody;
  /** Expressions that lead nowhere, by their place in the template. */
  dangling: readonly { pointer: string; message: string }[];
  optional: readonly OptionalSource[];
}

/** An expression that reads what an earlier step may leave out. */
export interface OptionalSource {
  /** In the template. */
  pointer: string;
  /** In the body that is made; undefined inside the items of a list. */
  at: string | undefined;
  message: string;
  /** What the step answers. */
  answer: Schema;
}

export function makeBody(context: ExpressionContext, template: unknown): Made {
  const making: Making = {
    parts: new Map(),
    unknown: [],
    dangling: [],
    optional: [],
    real: new Map(),
  };
  const part = make(making, context, template, { template: "", body: "" });
  const { unknown, dangling, optional, real } = making;
  return {
    body: {
      schema: composeSchema(part.says, making.parts),
      isCertain: part.isCertain,
      unknown,
      isReal(pointer, body) {
        for (const [place, check] of real) {
          if (!`${pointer}/`.startsWith(`${place}/`)) continue;
          const value = valueAt(body, place);
          if (value !== undefined && !check(value)) return false;
        }
        return true;
      },
    },
    dangling,
    optional,
  };
}

interface Making {
  parts: Map<string, Schema>;
  unknown: { pointer: string; reason: string; isTold: boolean }[];
  dangling: { pointer: string; message: string }[];
  optional: OptionalSource[];
  real: Map<string, (value: unknown) => boolean>;
}

interface Places {
  /** In the template. */
  template: string;
  /** In the body that is made; undefined inside a list's items, which have no one place. */
  body: string | undefined;
}

interface Part {
  says: Record<string, unknown> | boolean;
  isCertain: boolean;
}

function make(making: Making, context: ExpressionContext, template: unknown, places: Places): Part {
  if (typeof template === "string") {
    if (template.startsWith("$$")) return { says: { const: template.slice(1) }, isCertain: true };
    if (template.startsWith("$")) return taken(making, context, template, places);
  }
  if (Array.isArray(template)) return madeList(making, context, template, places);
  if (!isMapping(template)) return { says: { const: template }, isCertain: true };
  const isEach = Object.hasOwn(template, "$each") && Object.hasOwn(template, "$as");
  if (isEach && Object.keys(template).length === 2) return each(making, context, template, places);
  const properties: Record<string, unknown> = {};
  const required: string[] = [];
  for (const [name, inner] of Object.entries(template)) {
    const part = make(making, context, inner, insideOf(places, name));
    properties[name] = part.says;
    if (part.isCertain) required.push(name);
  }
  const says = { type: "object", properties, required, additionalProperties: false };
  return { says, isCertain: true };
}

function taken(making: Making, context: ExpressionContext, text: string, places: Places): Part {
  const source = sourceOf(context, text);
  if (source.kind === "dangling") {
    making.dangling.push({ pointer: places.template, message: `${text} ${source.reason}` });
    return unknown(making, places, `${text} leads nowhere`);
  }
  if (source.kind === "unknown") return unknown(making, places, source.reason);
  noteOptional(making, source, text, places);
  if (places.body !== undefined) making.real.set(places.body, source.isReal);
  return { says: referTo(making, source.schema), isCertain: source.isCertain };
}

function noteOptional(
  { optional }: Making,
  { leftOutOf }: ExpressionSource & { kind: "schema" },
  text: string,
  { template, body }: Places,
): void {
  if (leftOutOf === undefined) return;
  const { name, schema } = leftOutOf;
  const message = `${text} reads what ${name} may leave out`;
  optional.push({ pointer: template, at: body, message, answer: schema });
}

function unknown(making: Making, { body, template }: Places, reason: string): Part {
  const isTold = making.dangling.some(({ pointer }) => pointer.startsWith(template));
  making.unknown.push({ pointer: body ?? enclosing(template), reason, isTold });
  return { says: true, isCertain: true };
}

// Where the items have no one place, that of their list.
function enclosing(pointer: string): string {
  return pointer.split("/$as", 1)[0]!;
}

// Behind a choice, so that what is `readOnly` where it comes from is still sent where it goes.
function referTo({ parts }: Making, schema: Schema): Record<string, unknown> {
  const name = `source:${parts.size}`;
  parts.set(name, schema);
  return { anyOf: [{ $ref: name }] };
}

function madeList(
  making: Making,
  context: ExpressionContext,
  template: readonly unknown[],
  places: Places,
): Part {
  const parts = template.map((item, index) => make(making, context, item, insideOf(places, index)));
  if (parts.some(({ isCertain }) => !isCertain)) {
    return unknown(making, places, "has an item whose source may be absent");
  }
  const count = parts.length;
  const prefixItems = parts.map(({ says }) => says);
  const lengths = { minItems: count, maxItems: count };
  const says = { type: "array", ...lengths, ...(count > 0 && { prefixItems }) };
  return { says, isCertain: true };
}

function each(
  making: Making,
  context: ExpressionContext,
  template: Record<string, unknown>,
  places: Places,
): Part {
  const { $each: list, $as: item } = template;
  const at = { ...places, template: appendPointer(places.template, "$each") };
  if (typeof list !== "string") {
    making.dangling.push({ pointer: at.template, message: "`$each` is no expression" });
    return unknown(making, places, "`$each` is no expression");
  }
  const source = sourceOf(context, list);
  if (source.kind !== "schema") return taken(making, context, list, at);
  noteOptional(making, source, list, at);
  const items = itemsOf(source.schema);
  if (items === undefined) {
    const types = instanceTypes(source.schema);
    const isList = types.has("array") && types.size === 1;
    const reason = isList ? "is a list of which no items are declared" : "is no list";
    if (isList) return unknown(making, places, `${list} ${reason}`);
    making.dangling.push({ pointer: at.template, message: `${list} ${reason}` });
    return unknown(making, places, `${list} ${reason}`);
  }
  const inner = { template: appendPointer(places.template, "$as"), body: undefined };
  const part = make(making, { ...context, item: items }, item, inner);
  if (!part.isCertain) {
    return unknown(making, places, "is a list of items whose source may be absent");
  }
  const isList = [...instanceTypes(source.schema)].every((type) => type === "array");
  const says = { type: "array", items: part.says, allOf: [{}, ...lengthsOf(source.schema)] };
  return { says, isCertain: source.isCertain && isList };
}

function insideOf({ template, body }: Places, token: string | number): Places {
  return {
    template: appendPointer(template, token),
    body: body === undefined ? undefined : appendPointer(body, token),
  };
}
