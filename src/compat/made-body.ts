/**
 * A body that a mapping of the configuration makes against the one that the provider takes.
 */
import type { RequestBody } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import { locationOf } from "../source/documents.ts";
import { addRefusal, addUnknown, type SchemaPair } from "./compare-pair.ts";
import type { ProviderView, SentBody } from "./consumer-view.ts";
import { curlOf } from "./curl.ts";
import { addDoubt, addFinding, type EdgeContext, edgeFinding } from "./judging.ts";

const TYPE = "application/json";

export function compareMadeBody(
  context: EdgeContext,
  provider: ProviderView,
  wanted: RequestBody,
  { made, at }: Extract<SentBody, { kind: "made" }>,
): void {
  const { consumer, provider: service } = context.edge;
  const because = locationOf(wanted.place);
  const read = findMediaType(wanted.content, TYPE);
  if (read === undefined) {
    const accepts = wanted.content.map(({ type }) => type).join(", ");
    const message = `${consumer} sends ${TYPE}; ${service} ${context.called} accepts ${accepts}`;
    const code = "request.body.media-type";
    addFinding(context, edgeFinding(context, { code, message, at, because, identity: [TYPE] }));
    return;
  }
  if (read.schema === undefined) return;
  const pair: SchemaPair = {
    sender: made.schema,
    receiver: read.schema,
    direction: "request",
    code: "request.body.incompatible",
    names: { sender: consumer, receiver: `${service} ${context.called}` },
    subject: "a mapped body",
    places: { consumer: at, provider: locationOf(read.place) },
    isConsumerSending: true,
    identity: ["mapped"],
    curl: (witness) => curlOf(provider, { body: JSON.stringify(witness), contentType: TYPE }),
  };
  const verdict = context.comparisons.of("request").compare(made.schema, read.schema);
  if (verdict.kind === "compatible") return;
  if (verdict.kind === "unknown") {
    addUnknown(context, pair, verdict);
    return;
  }
  const { instancePointer } = verdict.violation;
  const doubtful = made.unknown.find(({ pointer }) => isAtOrIn(instancePointer, pointer));
  const isReal = made.isReal(instancePointer, verdict.witness);
  if (doubtful === undefined && isReal) {
    const { witness } = verdict;
    addRefusal(context, pair, { ...verdict, sent: witness, arrived: { value: witness } });
    return;
  }
  if (doubtful?.isTold) {
    context.judgement.isUndecided = true;
    return;
  }
  addDoubt(context, {
    subject: `${instancePointer || "the whole"} of the mapped body`,
    reason: doubtful?.reason ?? "seems to differ, in a way that could not be confirmed",
    at,
    because,
    identity: ["mapped", instancePointer],
  });
}

function isAtOrIn(pointer: string, outer: string): boolean {
  return `${pointer}/`.startsWith(`${outer}/`);
}
