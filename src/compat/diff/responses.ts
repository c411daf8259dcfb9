/**
 * Answers: statuses that came and went, their media types, bodies and headers.
 *
 * OpenAPI 3.1 #responses-object, #response-object; RFC 9110 §15: a client understands the class
 * of a status that it does not know. DESIGN, decision 2: what is new is a warning at most.
 *
 * `default` stands for successes only where a description names none: beside them it is for
 * errors, as everybody writes it.
 */
import type { MediaType, Response } from "../../contract/contract.ts";
import { findMediaType, isRange, isWithin, readContentType } from "../../contract/media-type.ts";
import { findResponse } from "../../contract/response.ts";
import type { Severity } from "../../findings/catalogue.ts";
import { addContentChanges, type ContentPair } from "./body-content.ts";
import { addHeaderChanges } from "./response-headers.ts";
import { type OperationPair, placed } from "./side.ts";

/** An answer, and the description by which it is read. */
export interface AnswerPair {
  sent: Response;
  read: Response;
  /** Of what is found in a status that is new. */
  severity: Severity | undefined;
}

export function addResponseChanges(pair: OperationPair): void {
  addStatusChanges(pair);
  for (const answer of answerPairs(pair)) {
    if (hasContent(pair, answer)) addBodyChanges(pair, answer);
    addHeaderChanges(pair, answer);
  }
}

function addStatusChanges({ base, revision, caller, name, changes }: OperationPair): void {
  const [before, after] = [base.operation.responses, revision.operation.responses];
  const kept = before.filter(
    ({ status }) =>
      covering(after, status) !== undefined || after.some((each) => isInRange(each.status, status)),
  );
  for (const { status, place } of before) {
    if (covering(after, status) !== undefined) continue;
    const severity = after.some((each) => isInRange(each.status, status))
      ? "info"
      : removedSeverity(status, kept);
    changes.add({
      code: "diff.status.removed",
      severity,
      message: `the base has the status ${status}; the revision has ${listed(after)}`,
      base: place,
      revision: revision.operation.place,
      operation: name,
      kind: status,
    });
  }
  for (const { status, place } of after) {
    const partner = covering(before, status);
    if (partner?.status === status) continue;
    // What the provider now also understands, of those it calls, harms nobody.
    const isNoNews = caller.version === "revision" || partner !== undefined;
    changes.add({
      code: "diff.status.added",
      severity: isNoNews ? "info" : "warning",
      message: `the revision has the status ${status}; the base has ${listed(before)}`,
      base: partner?.place ?? base.operation.place,
      revision: place,
      operation: name,
      kind: status,
    });
  }
}

function isInRange(status: string, range: string): boolean {
  return range.endsWith("XX") && status !== range && status[0] === range[0];
}

function removedSeverity(status: string, kept: readonly Response[]): Severity {
  if (!isSuccess(status)) return "info";
  return kept.some((each) => isSuccess(each.status)) ? "warning" : "error";
}

function listed(responses: readonly Response[]): string {
  return responses.map(({ status }) => status).join(", ") || "none";
}

function isSuccess(status: string): boolean {
  return /^[123]/.test(status);
}

/** What of a description speaks of a status. */
function covering(responses: readonly Response[], status: string): Response | undefined {
  const found = findResponse(responses, status);
  if (found?.status !== "default" || !isSuccess(status)) return found;
  return responses.some((each) => isSuccess(each.status)) ? undefined : found;
}

// Every status of either side with what the other has for it, each two once.
function answerPairs({ caller, answerer }: OperationPair): AnswerPair[] {
  const sent = answerer.operation.responses;
  const read = caller.operation.responses;
  // One of a range, or of a `default` that stands for successes, was there before.
  const isNew = (status: string) => {
    const known = caller.version === "base" ? covering(read, status) : undefined;
    return (
      caller.version === "base" &&
      (known === undefined || (known.status === "default" && !isSuccess(status)))
    );
  };
  const pairs = new Map<Response, Map<Response, AnswerPair>>();
  const add = (from: Response | undefined, to: Response | undefined, severity?: Severity) => {
    if (from === undefined || to === undefined || pairs.get(from)?.has(to)) return;
    pairs.set(from, (pairs.get(from) ?? new Map()).set(to, { sent: from, read: to, severity }));
  };
  for (const each of read) add(covering(sent, each.status), each);
  for (const each of sent) {
    add(each, covering(read, each.status), isNew(each.status) ? "warning" : undefined);
  }
  return [...pairs.values()].flatMap((each) => [...each.values()]);
}

// RFC 9110 §9.3.2, §15.2, §15.3.5, §15.3.6, §15.4.5: whatever is declared, these have no content.
function hasContent({ answerer }: OperationPair, { sent }: AnswerPair): boolean {
  return answerer.operation.method !== "HEAD" && !/^(1..|204|205|304)$/.test(sent.status);
}

function addBodyChanges(pair: OperationPair, { sent, read, severity }: AnswerPair): void {
  const { caller, answerer, name, changes } = pair;
  if (read.content.length > 0 && sent.content.length === 0) {
    changes.add({
      code: "response.body.missing",
      severity,
      message: `the ${caller.version} has a body in ${read.status}; the ${answerer.version} answers without`,
      ...placed(pair, read.place, sent.place),
      operation: name,
      kind: read.status,
    });
    return;
  }
  for (const media of sent.content) addSentType(pair, { sent, read, severity }, media);
  for (const { type, place } of read.content) {
    if (findMediaType(sent.content, type) !== undefined || isWithinReach(sent.content, type)) {
      continue;
    }
    changes.add({
      code: "request.accept.unsatisfiable",
      severity,
      message: `the ${caller.version} accepts ${type} in ${read.status}; the ${answerer.version} answers ${sent.content.map((each) => each.type).join(", ")}`,
      ...placed(pair, place, sent.place),
      operation: name,
      kind: type,
    });
  }
}

// A range is served by any type in it.
function isWithinReach(content: readonly MediaType[], range: string): boolean {
  const { essence } = readContentType(range);
  return (
    isRange(essence) && content.some(({ type }) => isWithin(readContentType(type).essence, essence))
  );
}

function addSentType(
  pair: OperationPair,
  { sent, read, severity }: AnswerPair,
  media: MediaType,
): void {
  const { type, place } = media;
  const { answerer, name, changes } = pair;
  const partner = findMediaType(read.content, type);
  if (partner === undefined) {
    // Of a range, whoever accepts one type is sent that.
    for (const each of read.content) {
      if (findMediaType(sent.content, each.type) !== media) continue;
      addContentChanges(pair, { ...answerContent({ sent, severity }), sent: media, read: each });
    }
    // Whoever accepts one type is not sent another.
    const isAdded = answerer.version === "revision";
    changes.add({
      code: isAdded ? "diff.media-type.added" : "response.media-type.undeclared",
      message: isAdded
        ? `the revision also answers ${sent.status} as ${type}`
        : `the base answers ${sent.status} as ${type}; the revision does not take it`,
      ...placed(pair, read.place, place),
      operation: name,
      kind: type,
    });
    return;
  }
  addContentChanges(pair, { ...answerContent({ sent, severity }), sent: media, read: partner });
}

function answerContent({
  sent,
  severity,
}: Pick<AnswerPair, "sent" | "severity">): Pick<ContentPair, "direction" | "severity" | "subject"> {
  return { direction: "response", severity, subject: `a body in ${sent.status}` };
}
