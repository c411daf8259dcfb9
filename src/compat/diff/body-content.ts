/**
 * One media type of a body in both versions: its schemas, and how their values are written.
 *
 * OpenAPI 3.1 #media-type-object.
 */
import type { MediaType } from "../../contract/contract.ts";
import { isJson, isRange, isXml, readContentType, usualType } from "../../contract/media-type.ts";
import type { Severity } from "../../findings/catalogue.ts";
import { composeSchema } from "../../schema/compose.ts";
import { addEncodingChanges } from "./encodings.ts";
import { type OperationPair, placed } from "./side.ts";
import { isTakenAsWritten } from "./written-body.ts";
import { addXmlChanges } from "./xml-names.ts";

export interface ContentPair {
  direction: "request" | "response";
  /** Of what is found; undefined for its own. New statuses are at most warnings. */
  severity: Severity | undefined;
  /** To be read after "may send", before the type in parentheses. */
  subject: string;
  sent: MediaType;
  read: MediaType;
}

export function addContentChanges(pair: OperationPair, content: ContentPair): void {
  const { caller, answerer, name, schemas } = pair;
  const { direction, severity, sent, read } = content;
  const isRequest = direction === "request";
  const type = typeBetween(sent, read);
  const subject = `${content.subject} (${sent.type})`;
  if (!isAnyTextTaken(pair, type, content)) {
    schemas.add({
      direction,
      code: isRequest ? "request.body.incompatible" : "response.body.incompatible",
      ...(severity !== undefined && { severity }),
      from: isRequest ? caller : answerer,
      to: isRequest ? answerer : caller,
      sender: sent.schema,
      receiver: read.schema,
      holders: isRequest
        ? placed(pair, sent.place, read.place)
        : placed(pair, read.place, sent.place),
      subject,
      operation: name,
      isAccepted: (value) => isTakenAsWritten(sent, read, { value, direction, type }),
    });
  }
  // OpenAPI 3.1 #media-type-encoding: of request bodies alone.
  if (isRequest) addEncodingChanges(pair, { sent, read, type, subject });
  if (isXml(type)) {
    addXmlChanges(pair, {
      sender: sent.schema,
      receiver: read.schema,
      direction,
      severity,
      subject,
    });
  }
}

// A range holds what the other side says more closely.
function typeBetween(sent: MediaType, read: MediaType): string {
  const { essence } = readContentType(sent.type);
  if (!isRange(essence)) return sent.type;
  return isRange(readContentType(read.type).essence) ? usualType(essence) : read.type;
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

// Texts and octets are texts, whatever the sender's schema says: 3.0 calls a file `format: binary`,
// and 3.1 says nothing of it.
function isAnyTextTaken(
  { schemas }: OperationPair,
  type: string,
  { read, direction }: ContentPair,
): boolean {
  if (read.schema === undefined || isJson(type) || isXml(type) || isForm(type)) return false;
  return schemas.isProved(direction, ANY_TEXT, read.schema);
}

/** Whether a body of this type is made of named parts. */
function isForm(type: string): boolean {
  const { essence } = readContentType(type);
  return essence === "application/x-www-form-urlencoded" || essence.startsWith("multipart/");
}
