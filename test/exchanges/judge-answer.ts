/**
 * Whether the mock's answer is one that the operation declares, and holds what is declared.
 */
import { fieldValue, type HttpRequest, type HttpResponse } from "../../src/http/exchange.ts";
import type { Responder } from "../../src/mock/responder.ts";
import { readBody } from "./bodies.ts";
import { lacking } from "./lacking.ts";
import { type BareContent, type BareOperation, contentFor, responseFor } from "./operations.ts";
import { brief, count, fail, judged, type Run, type Subject, told } from "./record.ts";

export function judgeAnswer(
  run: Run,
  { operation, bare, seed }: Subject,
  { request, respond, isDynamic }: { request: HttpRequest; respond: Responder; isDynamic: boolean },
): void {
  const prefix = isDynamic ? "" : "without preference: ";
  const say = (kind: string, detail: string) =>
    fail(run, { kind, operation, seed, detail: `${prefix}${detail}; ${brief(request)}` });
  const answer = respond.respond(request);
  if (answer.operation !== operation) {
    // Templates that differ in a name alone: the document has both, the first is answered.
    count(run.notJudged, "another operation has the same path");
    return;
  }
  const [error] = answer.violations.filter(({ severity }) => severity === "error");
  if (error !== undefined) {
    say("request refused by the mock", told(error));
    return;
  }
  const { response } = answer;
  if (isUnmade(run, bare, response)) return;
  const declared = responseFor(bare, response.status);
  if (declared === undefined) {
    if (bare.responses.length === 0 && response.status === 200) {
      run.answers += 1;
      return;
    }
    say("answer of an undeclared status", `${response.status} ${textOf(response)}`);
    return;
  }
  for (const name of declared.headers) {
    if (!response.headers.has(name.toLowerCase())) say("answer lacks a header", name);
  }
  judgeBody(run, { declared: declared.content, response, isDynamic, say });
}

/** Whether no answer was made for a schema that cannot be judged either, such as a remote one. */
function isUnmade(run: Run, bare: BareOperation, { status, headers }: HttpResponse): boolean {
  if (status !== 500 || fieldValue(headers, "content-type") !== "application/problem+json") {
    return false;
  }
  const success = bare.responses.filter(({ status }) => status.startsWith("2"));
  const schemas = success.flatMap(({ content }) => content.flatMap(({ schema }) => schema ?? []));
  return schemas.some(
    (schema) =>
      judged(run, () => ({ told: run.schemas.response.refusal(schema, null) })) === undefined,
  );
}

function judgeBody(
  run: Run,
  {
    declared,
    response,
    isDynamic,
    say,
  }: {
    declared: readonly BareContent[];
    response: HttpResponse;
    isDynamic: boolean;
    say: (kind: string, detail: string) => void;
  },
): void {
  const contentType = fieldValue(response.headers, "content-type");
  if (contentType === undefined) {
    run.answers += 1;
    if (declared.length > 0) say("answer without content", "");
    return;
  }
  const content = contentFor(declared, contentType);
  if (content === undefined) {
    say("answer of an undeclared media type", contentType);
    return;
  }
  if (content.schema === undefined) {
    run.answers += 1;
    return;
  }
  const { schema } = content;
  const text = textOf(response);
  const reading = judged(run, () => readBody(run.schemas.response, schema, { contentType, text }));
  if (reading === undefined) {
    count(run.notJudged, `an answer: ${contentType.split(";")[0]}`);
    return;
  }
  const { value } = reading;
  const verdict = judged(run, () => ({ refusal: run.schemas.response.refusal(schema, value) }));
  if (verdict === undefined) return;
  run.answers += 1;
  if (verdict.refusal !== undefined) {
    say("answer invalid", `${verdict.refusal}; ${textOf(response).slice(0, 300)}`);
    return;
  }
  // What an example leaves out was left out by the document.
  if (!isDynamic && content.hasExample) return;
  for (const pointer of judged(run, () => lacking(run.schemas.response, schema, value)) ?? []) {
    say("answer lacks", pointer);
  }
}

function textOf({ body }: HttpResponse): string {
  return new TextDecoder().decode(body);
}
