/**
 * What a provider answers against what the consumer waits for: bodies and headers, status by
 * status.
 *
 * OpenAPI 3.1 #responses-object, #response-object, #header-object.
 */
import type { Operation, Response } from "../contract/contract.ts";
import { findMediaType } from "../contract/media-type.ts";
import { findResponse } from "../contract/response.ts";
import { locationOf } from "../source/documents.ts";
import { compareContent, contentPlaces } from "./compare-content.ts";
import type { ConsumerView } from "./consumer-view.ts";
import { compareHeader } from "./header-values.ts";
import { addFinding, type EdgeContext, edgeFinding } from "./judging.ts";

/** A status of the provider's, and what the consumer declares of it. */
interface AnswerPair {
  answered: Response;
  awaited: Response;
}

export function compareAnswers(
  context: EdgeContext,
  { awaits, passesOn }: ConsumerView,
  provider: Operation,
): void {
  if (awaits === undefined) return;
  for (const pair of pairsOf(provider.responses, awaits)) {
    const isBodiless = provider.method === "HEAD" || BODILESS.test(pair.answered.status);
    if (!isBodiless) compareBodies(context, pair, passesOn !== undefined);
    compareHeaders(context, pair);
  }
}

/** RFC 9110 §6.4.1: what HTTP gives no body, whatever a document says. */
const BODILESS = /^(1..|204|205|304)$/;

/**
 * Every pair of responses that one answer may be of: a range of the provider's has statuses that
 * the consumer declares by themselves, and a `default` those that the provider does not declare.
 */
function pairsOf(answers: readonly Response[], awaits: readonly Response[]): AnswerPair[] {
  const pairs = new Set<string>();
  const found: AnswerPair[] = [];
  const add = (answered: Response, awaited: Response | undefined) => {
    if (awaited === undefined) return;
    const key = `${answered.status} ${awaited.status}`;
    if (!pairs.has(key)) found.push({ answered, awaited });
    pairs.add(key);
  };
  for (const answered of answers) {
    for (const awaited of awaits) {
      const isMeant = findResponse(answers, awaited.status) === answered;
      if (isMeant && awaited.status !== "default") add(answered, awaited);
    }
    add(answered, findResponse(awaits, answered.status));
  }
  return found;
}

function compareBodies(
  context: EdgeContext,
  { answered, awaited }: AnswerPair,
  isPassedOn: boolean,
): void {
  const { consumer, provider } = context.edge;
  const { called } = context;
  const { status } = answered;
  // A consumer that declares no body looks at none.
  if (awaited.content.length === 0) return;
  const draft = { at: locationOf(awaited.place), because: locationOf(answered.place) };
  if (answered.content.length === 0) {
    const types = awaited.content.map(({ type }) => type).join(", ");
    const waits = isPassedOn ? "passes it on and declares" : "waits for";
    addFinding(
      context,
      edgeFinding(context, {
        ...draft,
        code: "response.body.missing",
        message: `${provider} ${called} answers ${status} without a body; ${consumer} ${waits} ${types}`,
        identity: [status, "body"],
      }),
    );
    return;
  }
  for (const sent of answered.content) {
    const read = findMediaType(awaited.content, sent.type);
    if (read === undefined) {
      const types = awaited.content.map(({ type }) => type).join(", ");
      addFinding(
        context,
        edgeFinding(context, {
          ...draft,
          because: locationOf(sent.place),
          code: "response.media-type.undeclared",
          message: `${provider} ${called} answers ${status} as ${sent.type}; ${consumer} declares ${types}`,
          identity: [status, sent.type],
        }),
      );
      continue;
    }
    compareContent(context, {
      sent,
      read,
      pair: {
        direction: "response",
        code: "response.body.incompatible",
        names: { sender: `${provider} ${called}`, receiver: consumer },
        subject: `a body (${status}, ${sent.type})`,
        places: contentPlaces(read, sent),
        isConsumerSending: false,
        identity: [status, sent.type],
      },
    });
  }
}

function compareHeaders(context: EdgeContext, { answered, awaited }: AnswerPair): void {
  const { consumer, provider } = context.edge;
  const { called } = context;
  for (const header of awaited.headers) {
    const sent = answered.headers.find(({ name }) => isSameHeader(name, header.name));
    if (header.required && sent?.required !== true) {
      const does = sent === undefined ? "does not declare it" : "may leave it out";
      addFinding(
        context,
        edgeFinding(context, {
          code: "response.header.missing",
          message: `${consumer} requires the header ${header.name} of the answer ${answered.status}; ${provider} ${called} ${does}`,
          at: locationOf(header.place),
          because: locationOf((sent ?? answered).place),
          identity: [answered.status, header.name, does],
        }),
      );
    }
    if (sent !== undefined) {
      compareHeader(context, { sent, read: header, status: answered.status });
    }
  }
}

// RFC 9110 §5.1: field names ignore case.
function isSameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
