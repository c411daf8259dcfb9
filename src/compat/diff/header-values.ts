/**
 * The values of a header in both versions, as they stand on the wire.
 *
 * OpenAPI 3.1 #header-object: a header is written as a parameter in a header is, so that a number
 * fits where any text does.
 */
import type { Header } from "../../contract/contract.ts";
import type { Severity } from "../../findings/catalogue.ts";
import { codec } from "../../http/body/body.ts";
import { asParameter, judgeHeader } from "../../http/parameter/header-value.ts";
import { writeParameter } from "../../http/parameter/write-parameter.ts";
import { composeSchema } from "../../schema/compose.ts";
import { instanceTypes } from "../../schema/instance-types.ts";
import { type OperationPair, placed } from "./side.ts";
import { wireForm } from "./wire-form.ts";

export interface HeaderPair {
  direction: "request" | "response";
  severity: Severity | undefined;
  sent: Header;
  read: Header;
  /** To be read after "may send". */
  subject: string;
}

export function addHeaderValueChanges(pair: OperationPair, use: HeaderPair): void {
  const { caller, answerer, name, schemas, changes } = pair;
  const { direction, severity, sent, read, subject } = use;
  const isRequest = direction === "request";
  const [sender, receiver] = isRequest ? [caller, answerer] : [answerer, caller];
  const holders = isRequest
    ? placed(pair, sent.place, read.place)
    : placed(pair, read.place, sent.place);
  const isOfTexts = sent.content.length === 0 && read.content.length === 0;
  const { content } = read;
  const from = wireForm(asParameter(sent));
  // What schemas say is left to them: the sender's values in both forms.
  const to = wireForm(
    asParameter({ ...read, content, schema: isOfTexts ? sent.schema : read.schema }),
  );
  if (from !== to) {
    changes.add({
      code: "diff.header.wire-form",
      severity,
      message: `${subject} is written ${from} in the ${sender.version}, and read ${to} in the ${receiver.version}`,
      ...holders,
      operation: name,
      kind: subject,
    });
    return;
  }
  if (isOfTexts && isAnyTextTaken(pair, use)) return;
  schemas.add({
    direction,
    code: isRequest ? "request.body.incompatible" : "response.header.incompatible",
    ...(severity !== undefined && { severity }),
    from: sender,
    to: receiver,
    sender: sent.content[0]?.schema ?? sent.schema,
    receiver: read.content[0]?.schema ?? read.schema,
    holders,
    subject,
    operation: name,
    ...(isOfTexts && { isAccepted: (value) => isAcceptedOnWire(use, value) }),
  });
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

// A number, a boolean and a text are written alike.
function isAnyTextTaken(
  { schemas }: OperationPair,
  { sent, read, direction }: HeaderPair,
): boolean {
  if (read.schema === undefined || sent.schema === undefined) return false;
  const types = instanceTypes(sent.schema);
  if (types.has("array") || types.has("object")) return false;
  return schemas.isProved(direction, ANY_TEXT, read.schema);
}

/** Whether the receiver takes what the sender writes; undefined where it cannot be written. */
function isAcceptedOnWire(
  { sent, read, direction }: HeaderPair,
  value: unknown,
): boolean | undefined {
  const written = writeParameter(asParameter(sent), value);
  if (written === undefined || !("text" in written)) return undefined;
  const fields = new Map([[read.name.toLowerCase(), [written.text]]]);
  const judgement = judgeHeader(read, fields, { direction, codec });
  return judgement.state === "judged" && judgement.violations.length === 0;
}
