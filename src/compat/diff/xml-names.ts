/**
 * Names in XML bodies as changes: who writes what the other looks for elsewhere.
 *
 * OpenAPI 3.0 and 3.1 #xml-object.
 */
import type { Severity } from "../../findings/catalogue.ts";
import type { Schema } from "../../schema/schema.ts";
import type { At } from "./change.ts";
import { type OperationPair, placed, type Side } from "./side.ts";
import { type XmlDirection, xmlDifferences } from "./xml-differences.ts";

export interface XmlPair {
  sender: Schema | undefined;
  receiver: Schema | undefined;
  direction: XmlDirection;
  /** Of all that is found; undefined for its own. New statuses are at most warnings. */
  severity: Severity | undefined;
  subject: string;
}

export function addXmlChanges(pair: OperationPair, use: XmlPair): void {
  const { caller, answerer, name, changes } = pair;
  const { sender, receiver, direction, severity, subject } = use;
  if (sender === undefined || receiver === undefined) return;
  const isRequest = direction === "request";
  const [from, to] = isRequest ? [caller, answerer] : [answerer, caller];
  for (const found of xmlDifferences(sender, receiver, direction)) {
    const { what, written, looked, owners, witness } = found;
    const [ofFrom, ofTo] = [placeOf(from, owners[0]), placeOf(to, owners[1])];
    changes.add({
      code: "diff.body.wire-form",
      severity: severity ?? found.severity,
      message: `${what} ${subject} is written as ${written} in the ${from.version}, and read as ${looked} in the ${to.version}`,
      ...(isRequest ? placed(pair, ofFrom, ofTo) : placed(pair, ofTo, ofFrom)),
      operation: name,
      kind: `xml ${direction}`,
      ...(witness !== undefined && { witness }),
    });
  }
}

function placeOf({ contract }: Side, { uri, pointer, value }: Schema): At {
  const source = contract.documents.sources.get(uri) ?? contract.root.source;
  const isStated = typeof value === "object" && Object.hasOwn(value, "xml");
  return { source, pointer: isStated ? `${pointer}/xml` : pointer };
}
