/**
 * The values of a header that a provider answers against those that the consumer takes.
 *
 * A header is written as a parameter in a header is: OpenAPI 3.1 #header-object.
 */
import type { Header } from "../contract/contract.ts";
import { codec } from "../http/body/body.ts";
import { asParameter, judgeHeader } from "../http/parameter/header-value.ts";
import { writeParameter } from "../http/parameter/write-parameter.ts";
import { composeSchema } from "../schema/compose.ts";
import { locationOf } from "../source/documents.ts";
import { addRefusal, addUnknown, type SchemaPair } from "./compare-pair.ts";
import { addDoubt, addFinding, type EdgeContext, edgeFinding } from "./judging.ts";
import { textsOf } from "./text-view.ts";
import { isSameForm, tellingValues } from "./wire-form.ts";

interface HeaderUse {
  sent: Header;
  read: Header;
  status: string;
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

export function compareHeader(context: EdgeContext, { sent, read, status }: HeaderUse): void {
  const receiver = read.content[0]?.schema ?? read.schema;
  if (receiver === undefined) return;
  const stated = sent.content[0]?.schema ?? sent.schema;
  const sender = stated ?? ANY_TEXT;
  const pair: SchemaPair = {
    sender,
    receiver,
    direction: "response",
    code: "response.header.incompatible",
    names: {
      sender: `${context.edge.provider} ${context.called}`,
      receiver: context.edge.consumer,
    },
    subject: `the header ${read.name} (${status})`,
    places: { consumer: locationOf(read.place), provider: locationOf(sent.place) },
    isConsumerSending: false,
    identity: [status, read.name],
  };
  const comparison = context.comparisons.of("response");
  const verdict = comparison.compare(sender, receiver);
  const isSame = isSameForm(asParameter(sent), asParameter(read), stated);
  if (verdict.kind === "compatible" && isSame) return;
  const values = [
    ...(verdict.kind === "incompatible" ? [verdict.witness] : []),
    ...(isSame || verdict.kind === "unknown" ? [] : tellingValues(sender, "response")),
  ];
  if (values.some((value) => isTold(context, pair, { sent, read }, value))) return;
  if (verdict.kind === "unknown") {
    addUnknown(context, pair, verdict);
    return;
  }
  const texts = textsOf(sender, "sender");
  const taken = textsOf(receiver, "receiver");
  if (texts !== undefined && taken !== undefined) {
    if (comparison.compare(texts, taken).kind === "compatible") return;
  }
  addDoubt(context, {
    subject: pair.subject,
    reason: "differs in type or form, and its texts could not be compared",
    at: pair.places.consumer,
    because: pair.places.provider,
    identity: [...pair.identity, "texts"],
  });
}

function isTold(
  context: EdgeContext,
  pair: SchemaPair,
  { sent, read }: Pick<HeaderUse, "sent" | "read">,
  value: unknown,
): boolean {
  const written = writeParameter(asParameter(sent), value);
  if (written === undefined || !("text" in written)) return false;
  const fields = new Map([[read.name.toLowerCase(), [written.text]]]);
  const judgement = judgeHeader(read, fields, { direction: "response", codec });
  const text = `${read.name}: ${written.text}`;
  if (judgement.state === "missing") return false;
  if (judgement.state === "malformed") {
    addFinding(
      context,
      edgeFinding(context, {
        code: pair.code,
        message: `${pair.names.sender} may send ${text}; for ${pair.names.receiver} it ${judgement.reason}`,
        at: pair.places.consumer,
        because: pair.places.provider,
        witness: text,
        identity: [...pair.identity, "malformed"],
      }),
    );
    return true;
  }
  const violation = judgement.violations.find(({ kind }) => kind === "invalid");
  if (violation === undefined) return false;
  const { uri, pointer } = sent.content[0]?.schema ?? sent.schema ?? pair.sender;
  addRefusal(context, pair, {
    witness: text,
    violation,
    sender: { uri, pointer },
    sent: value,
    arrived: violation.instancePointer === "" ? { value: violation.actual } : undefined,
    isText: true,
  });
  return true;
}
