/**
 * Elements and attributes that one schema writes under other names than another looks for.
 *
 * OpenAPI 3.0 and 3.1 #xml-object. Prefixes mean nothing beside a namespace: Namespaces in XML 1.0
 * §2; without one, and where only the sender says a namespace, it is not said what is looked at.
 */
import {
  componentOf,
  type XmlField,
  type XmlList,
  type XmlName,
  xmlOwnerOf,
  xmlPlanOf,
} from "../../http/body/xml-plan.ts";
import { writeXml } from "../../http/body/xml-write.ts";
import { sample } from "../../schema/sample.ts";
import { isResolved, reference, type Schema } from "../../schema/schema.ts";
import { PairMap } from "./pair-map.ts";
import { memberAt } from "./sample-with.ts";
import { MAX_DEPTH, shapeOf } from "./shape.ts";

export type XmlDirection = "request" | "response";

export interface XmlDifference {
  severity: "error" | "warning";
  /** What is written otherwise, to be read before the body: `total of`. */
  what: string;
  /** How it is written, and what is looked for. */
  written: string;
  looked: string;
  /** The schemas that say so, of the sender and of the receiver. */
  owners: readonly [sender: Schema, receiver: Schema];
  /** A document with it; undefined where none was made, or none is misread for certain. */
  witness: string | undefined;
}

/** Documents that are made to show differences of two schemas; the others are told without. */
const MAX_SHOWN = 50;

const known: Record<XmlDirection, PairMap<readonly XmlDifference[]>> = {
  request: new PairMap(),
  response: new PairMap(),
};

/** Two schemas are held against each other once, whatever number of bodies have them. */
export function xmlDifferences(
  sender: Schema,
  receiver: Schema,
  direction: XmlDirection,
): readonly XmlDifference[] {
  const [from, to] = [named(sender), named(receiver)];
  return known[direction].get(from, to, () => {
    const walk: Walk = { direction, whole: from, found: [], open: [] };
    walk.open.push({ sender: from, receiver: to, tokens: [] });
    look(walk);
    return walk.found;
  });
}

// What is a name for a schema is that schema.
function named(schema: Schema): Schema {
  const target = reference(schema);
  return isResolved(target) && Object.keys(schema.value).length === 1 ? target : schema;
}

interface Standing {
  sender: Schema;
  receiver: Schema;
  /** Names of properties on the way to it; `0` for the items of a list. */
  tokens: readonly string[];
}

interface Walk {
  direction: XmlDirection;
  whole: Schema;
  found: XmlDifference[];
  open: Standing[];
}

function look(walk: Walk): void {
  const { direction, found, open } = walk;
  const seen = new PairMap<true>();
  lookAtRoot(walk, open[0]!);
  for (const { sender, receiver, tokens } of open) {
    if (seen.has(sender, receiver) || tokens.length > MAX_DEPTH) continue;
    if (alike[direction].has(sender, receiver)) continue;
    seen.set(sender, receiver, true);
    const [sent, read] = [xmlPlanOf(sender), xmlPlanOf(receiver)];
    const written = shapeOf(sender, direction).names;
    const looked = shapeOf(receiver, direction).names;
    for (const field of sent.fields.values()) {
      const { property } = field;
      const partner = read.fields.get(property);
      if (partner === undefined || !written.has(property) || !looked.has(property)) continue;
      const at = [...tokens, property];
      lookAtField(walk, field, partner, at);
      const inner = below(field, partner, at);
      if (inner !== undefined) open.push(inner);
    }
    const [ofSent, ofRead] = [sent.list?.schema, read.list?.schema];
    if (ofSent !== undefined && ofRead !== undefined) {
      open.push({ sender: ofSent, receiver: ofRead, tokens: [...tokens, "0"] });
    }
  }
  if (found.length > 0) return;
  for (const { sender, receiver } of open) {
    if (seen.has(sender, receiver)) alike[direction].set(sender, receiver, true);
  }
}

/** Schemas in which nothing was found, nor in what they lead to: bodies share most of theirs. */
const alike: Record<XmlDirection, PairMap<true>> = {
  request: new PairMap(),
  response: new PairMap(),
};

function below(
  { schema, list }: XmlField,
  partner: XmlField,
  tokens: readonly string[],
): Standing | undefined {
  if (list === undefined && partner.list === undefined) {
    return { sender: schema, receiver: partner.schema, tokens };
  }
  const [sender, receiver] = [list?.schema, partner.list?.schema];
  if (sender === undefined || receiver === undefined) return undefined;
  return { sender, receiver, tokens: [...tokens, "0"] };
}

function lookAtRoot(walk: Walk, { sender, receiver }: Standing): void {
  const [sent, read] = [xmlPlanOf(sender), xmlPlanOf(receiver)];
  if (read.root !== undefined) {
    const severity = sent.root === undefined ? "warning" : severityOf(sent.root, read.root);
    tell(walk, [], {
      severity,
      what: "the whole of",
      written: sent.root === undefined ? "an element of no stated name" : element(sent.root),
      looked: element(read.root),
      owners: [rootOwner(sender), rootOwner(receiver)],
    });
  }
  if (sent.list === undefined || read.list === undefined) return;
  tell(walk, ["0"], {
    severity: severityOf(sent.list.item, read.list.item),
    what: "an item of",
    written: element(sent.list.item),
    looked: element(read.list.item),
    owners: [itemOwner(sender, sent.list), itemOwner(receiver, read.list)],
  });
}

function rootOwner(schema: Schema): Schema {
  return xmlOwnerOf(schema) ?? componentOf(schema) ?? schema;
}

// The items of a list have a name of their own.
function itemOwner(schema: Schema, list: XmlList | undefined): Schema {
  return (list?.schema && xmlOwnerOf(list.schema)) ?? xmlOwnerOf(schema) ?? schema;
}

function lookAtField(
  walk: Walk,
  field: XmlField,
  partner: XmlField,
  tokens: readonly string[],
): void {
  const { list, property } = field;
  // That one is a list and the other is not is for their schemas to tell.
  if ((list === undefined) !== (partner.list === undefined)) return;
  const isOtherKind =
    field.isAttribute !== partner.isAttribute || list?.isWrapped !== partner.list?.isWrapped;
  const ofField = isOtherKind ? "error" : severityOf(field.name, partner.name);
  const ofItems = list?.isWrapped === true ? severityOf(list.item, partner.list!.item) : undefined;
  const isOfItems = !isOtherKind && (ofField === undefined || list?.isWrapped === false);
  const ownerOf = (each: XmlField) => itemOwner(each.schema, isOfItems ? each.list : undefined);
  tell(walk, tokens, {
    severity: ofItems === "error" ? ofItems : (ofField ?? ofItems),
    what: `${property} of`,
    written: described(field),
    looked: described(partner),
    owners: [ownerOf(field), ownerOf(partner)],
  });
}

/** Undefined where one is read as the other. */
function severityOf(sent: XmlName, read: XmlName): XmlDifference["severity"] | undefined {
  if (sent.local !== read.local) return "error";
  if (read.namespace !== undefined) {
    return read.namespace === sent.namespace ? undefined : "error";
  }
  return sent.namespace !== undefined || sent.prefix !== read.prefix ? "warning" : undefined;
}

function described({ name, isAttribute, list }: XmlField): string {
  if (isAttribute) return `the attribute ${qualified(name)}`;
  if (list === undefined) return element(name);
  const items = `elements <${qualified(list.item)}>`;
  return list.isWrapped ? `${items} in ${element(name)}` : `${items} without one around them`;
}

function element(name: XmlName): string {
  return `an element <${qualified(name)}>`;
}

function qualified({ local, namespace, prefix }: XmlName): string {
  if (namespace !== undefined) return `{${namespace}}${local}`;
  return prefix === undefined ? local : `${prefix}:${local}`;
}

function tell(
  { direction, whole, found }: Walk,
  tokens: readonly string[],
  difference: Omit<XmlDifference, "severity" | "witness"> & {
    severity: XmlDifference["severity"] | undefined;
  },
): void {
  const { severity } = difference;
  if (severity === undefined) return;
  let witness: string | undefined;
  if (severity === "error" && found.length < MAX_SHOWN) {
    const asked = memberAt(whole, tokens, { minItems: 1 });
    const made = sample(asked, { seed: 1, direction, minimal: true });
    if (made.ok) witness = writeXml(made.value, whole);
  }
  found.push({ ...difference, severity, witness });
}
