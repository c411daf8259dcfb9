/**
 * How the properties of a form are written: what `encoding` makes of them in both versions.
 *
 * OpenAPI 3.0 and 3.1 #encoding-object. The sender's values are put into both forms, so that what
 * schemas say is left to them; forms that write every value alike are one.
 */
import type { MediaType } from "../../contract/contract.ts";
import {
  findMediaType,
  isRange,
  isStructured,
  isXml,
  readContentType,
  usualType,
} from "../../contract/media-type.ts";
import { readBody } from "../../http/body/body.ts";
import { type FormField, formPlanOf } from "../../http/body/form-plan.ts";
import { composeSchema } from "../../schema/compose.ts";
import { declaredItems, declaredProperties } from "../../schema/declared-properties.ts";
import { isObject } from "../../schema/place.ts";
import { sample } from "../../schema/sample.ts";
import type { Schema } from "../../schema/schema.ts";
import { textKey } from "../sent-parameter.ts";
import { addPartHeaderChanges } from "./part-headers.ts";
import { memberAt } from "./sample-with.ts";
import { shapeOf } from "./shape.ts";
import { type OperationPair, placed } from "./side.ts";
import { AS_TEXT, LIST_OF_TEXTS, wireForm } from "./wire-form.ts";
import { attemptToWrite, textOfBody } from "./written-body.ts";
import { addXmlChanges } from "./xml-names.ts";

export interface FormUse {
  sent: MediaType;
  read: MediaType;
  /** Of the body itself. */
  type: string;
  subject: string;
}

interface FieldUse extends FormUse {
  from: FormField;
  /** The receiver's, of the sender's values. */
  to: FormField;
  isMultipart: boolean;
}

export function addEncodingChanges(pair: OperationPair, use: FormUse): void {
  const { sent, read } = use;
  const { essence } = readContentType(use.type);
  const isMultipart = essence.startsWith("multipart/");
  if (!isMultipart && essence !== "application/x-www-form-urlencoded") return;
  if (sent.schema === undefined) return;
  const { encoding } = read;
  // What schemas say is left to them: the sender's values in both forms.
  const plan = formPlanOf({ ...read, encoding, schema: sent.schema });
  const names = shapeOf(sent.schema, "request").names;
  const known = read.schema && shapeOf(read.schema, "request").names;
  for (const from of formPlanOf(sent).fields.values()) {
    const to = plan.fields.get(from.name);
    // What one side alone declares is not written, or not read.
    if (!names.has(from.name) || to === undefined || known?.has(from.name) === false) continue;
    addFieldChanges(pair, { ...use, from, to, isMultipart });
    if (isMultipart) addPartHeaderChanges(pair, { from, to, places: placesOf(pair, use, from) });
    if (isXmlText(from) && isXmlText(to)) {
      const property = known?.get(from.name)?.schemas[0];
      addXmlChanges(pair, {
        sender: from.item,
        receiver: from.shape === "array" ? property && declaredItems(property) : property,
        direction: "request",
        severity: undefined,
        subject: `${from.name} in ${use.subject}`,
      });
    }
  }
}

function isXmlText({ parameter, content }: FormField): boolean {
  return parameter === undefined && isXml(content[0]!.type);
}

function addFieldChanges(pair: OperationPair, use: FieldUse): void {
  const { from, to, isMultipart } = use;
  const isOfTypes = from.parameter === undefined && to.parameter === undefined;
  if (isOfTypes && isMultipart) addTypeChanges(pair, use);
  else if (formOf(from, use) !== formOf(to, use)) addFormChange(pair, use, undefined);
}

/** Two fields of one form write one value alike; to be read after "is written". */
function formOf(field: FormField, { isMultipart }: FieldUse): string {
  const { parameter, content, shape, itemShape } = field;
  if (parameter !== undefined) return wireForm(parameter);
  const types = content.map(({ type }) => type);
  const isText = isMultipart
    ? findMediaType(content, "text/plain") !== undefined
    : !isStructured(types[0]!);
  // Whatever type is stated for it, an object in a form is no plain text.
  if (isText && itemShape === "primitive") return shape === "array" ? LIST_OF_TEXTS : AS_TEXT;
  const listed = `as ${(isMultipart ? types : types.slice(0, 1)).join(", ")}`;
  return shape === "array" ? `${listed}, one for each item` : listed;
}

// A part says its type itself.
function addTypeChanges(pair: OperationPair, use: FieldUse): void {
  const { from, to, sent, read } = use;
  const refused = from.content
    .flatMap(({ type }) => typesIn(type))
    .find((type) => !isTaken(to, type));
  if (refused !== undefined) addFormChange(pair, use, refused);
  if (!from.isContentStated || !to.isContentStated) return;
  if (pair.answerer.version !== "revision") return;
  for (const { type } of to.content) {
    if (findMediaType(from.content, type) !== undefined) continue;
    pair.changes.add({
      code: "diff.media-type.added",
      message: `the revision also takes ${from.name} as ${type} in ${use.subject}`,
      ...placesOf(pair, { sent, read }, from),
      operation: pair.name,
      kind: `${from.name} ${type}`,
    });
  }
}

// Of a range two that nobody lists both, so that a list of types does not pass for all of them.
function typesIn(type: string): string[] {
  const { essence } = readContentType(type);
  if (!isRange(essence)) return [type];
  return [usualType(essence), essence.replace("*/*", "application/*").replace("*", "vnd.other")];
}

// A text or octets are taken as whatever type, where none is stated.
function isTaken({ content, isContentStated, itemShape }: FormField, type: string): boolean {
  if (!isContentStated && itemShape === "primitive") return true;
  return findMediaType(content, type) !== undefined;
}

function addFormChange(pair: OperationPair, use: FieldUse, type: string | undefined): void {
  const { caller, answerer, name, changes } = pair;
  const { from, to, subject } = use;
  const draft = {
    ...placesOf(pair, use, from),
    operation: name,
    kind: `${from.name} is written`,
  };
  const shown = type === undefined ? shownForm(use) : writtenAs(use, type);
  if (shown === undefined) {
    changes.add({
      ...draft,
      code: "schema.unresolved",
      message: `${from.name} in ${subject} is written ${formOf(from, use)} in the ${caller.version}, and read ${formOf(to, use)} in the ${answerer.version}; no value was found that shows whether they differ`,
    });
    return;
  }
  changes.add({
    ...draft,
    code: "diff.body.wire-form",
    message: `${from.name} in ${subject} is written ${type === undefined ? formOf(from, use) : `as ${type}`} in the ${caller.version}, and read ${formOf(to, use)} in the ${answerer.version}`,
    witness: shown,
  });
}

/** A body that the receiver cannot read, or reads as another one. */
function shownForm(use: FieldUse): unknown {
  const { from, sent, read, type } = use;
  // The property by itself: forms may have thousands.
  const [own, there] = [alone(use, sent), alone(use, read)];
  for (const value of values(own.schema!, from)) {
    const written = attemptToWrite(value, own, type);
    if (written === undefined || !isReadAs(written, own, value)) continue;
    if (isReadAs(written, there, value)) continue;
    const whole = { ...leastOf(sent), ...value };
    const body = attemptToWrite(whole, sent, type);
    return (body && textOfBody(body)) ?? whole;
  }
  return undefined;
}

/** A form of one property, with the sender's values. */
function alone({ from: { name, schema } }: FieldUse, media: MediaType): MediaType {
  const own = media.encoding.get(name);
  const parts = new Map(schema === undefined ? [] : [["value", schema]]);
  const says = { type: "object", properties: { [name]: { $ref: "value" } } };
  const encoding = new Map(own === undefined ? [] : [[name, own]]);
  return { ...media, schema: composeSchema(says, parts), encoding };
}

const least = new WeakMap<MediaType, object>();

/** What is sent of a form at least, for a body to be whole. */
function leastOf(media: MediaType): object {
  let value = least.get(media);
  if (value === undefined) {
    const made = sample(media.schema!, { seed: 1, direction: "request", minimal: true });
    value = made.ok && isObject(made.value) ? made.value : {};
    least.set(media, value);
  }
  return value;
}

function isReadAs(
  { bytes, contentType }: { bytes: Uint8Array; contentType: string },
  mediaType: MediaType,
  value: unknown,
): boolean {
  const reading = readBody(bytes, contentType, mediaType);
  if (reading.state !== "value" || (reading.faults ?? []).length > 0) return false;
  return textKey(reading.value) === textKey(value);
}

function writtenAs(use: FieldUse, partType: string): unknown {
  const { from, sent, type } = use;
  const stated = sent.encoding.get(from.name);
  const encoding = new Map(sent.encoding);
  if (stated !== undefined) encoding.set(from.name, { ...stated, contentType: partType });
  const [value] = values(alone(use, sent).schema!, from);
  const whole = { ...leastOf(sent), ...value };
  const written = attemptToWrite(whole, { ...sent, encoding }, type);
  return (written && textOfBody(written)) ?? whole;
}

// Those with several members first: in them the ways of writing differ.
function values(schema: Schema, { name, schema: property }: FormField): object[] {
  const names = property === undefined ? [] : [...declaredProperties(property).keys()];
  const several = names.length === 0 ? { minProperties: 2 } : { required: names.slice(0, 2) };
  return [{ minItems: 2, ...several }, {}].flatMap((leaf) => {
    const asked = memberAt(schema, [name], leaf);
    const made = sample(asked, { seed: 1, direction: "request", minimal: true });
    return made.ok && isObject(made.value) ? [made.value] : [];
  });
}

function placesOf(
  pair: OperationPair,
  { sent, read }: Pick<FormUse, "sent" | "read">,
  { name }: FormField,
): ReturnType<typeof placed> {
  return placed(pair, placeIn(pair.caller, sent, name), placeIn(pair.answerer, read, name));
}

// The encoding; where there is none, the property whose default it is.
function placeIn(
  { contract }: OperationPair["caller"],
  { encoding, schema, place }: MediaType,
  name: string,
): { source: (typeof place)["source"]; pointer: string } {
  const own = encoding.get(name)?.place;
  if (own !== undefined) return own;
  const property = schema && shapeOf(schema, "request").names.get(name)?.schemas[0];
  const source = property && contract.documents.sources.get(property.uri);
  return source === undefined ? place : { source, pointer: property!.pointer };
}
