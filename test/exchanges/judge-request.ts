/**
 * Whether a sampled request is one that the operation accepts, and holds what is declared.
 */
import { routerOf } from "../../src/contract/router.ts";
import { checkRequest } from "../../src/http/check-request.ts";
import { fieldValue, type HttpRequest } from "../../src/http/exchange.ts";
import { readBody } from "./bodies.ts";
import { lacking } from "./lacking.ts";
import { contentFor } from "./operations.ts";
import { brief, count, fail, judged, type Run, type Subject, told } from "./record.ts";

export function judgeRequest(
  run: Run,
  { operation, bare, seed }: Subject,
  { request, minimal }: { request: HttpRequest; minimal: boolean },
): void {
  const say = (kind: string, detail: string) => fail(run, { kind, operation, seed, detail });
  const shown = minimal ? "minimal: " : "";
  const match = routerOf(run.contract).match(request.method, request.path);
  const candidates = match.kind === "operation" ? [match, ...match.others] : [];
  const own = candidates.find((candidate) => candidate.operation === operation);
  if (own === undefined) {
    say("request routed elsewhere", `${shown}${brief(request)}`);
    return;
  }
  const [error] = checkRequest(run.contract, operation, request, own.pathValues).filter(
    ({ severity }) => severity === "error",
  );
  if (error !== undefined) say("request refused", `${shown}${told(error)}; ${brief(request)}`);
  for (const { name, in: where, required, schema, content } of bare.parameters) {
    // An object may stand there under the names of its properties.
    const type = (schema?.value as { type?: unknown } | undefined)?.type;
    if (where === "path" || (minimal && !required) || content !== undefined) continue;
    if (type === undefined || type === "object" || Array.isArray(type)) continue;
    if (!isSent(request, where, name)) say("parameter left out", `${shown}${where} ${name}`);
  }
  const contentType = fieldValue(request.headers, "content-type");
  if (request.body.length === 0 || contentType === undefined) return;
  const declared = bare.body && contentFor(bare.body.content, contentType);
  if (declared?.schema === undefined) return;
  const { schema } = declared;
  const text = new TextDecoder().decode(request.body);
  const reading = judged(run, () => readBody(run.schemas.request, schema, { contentType, text }));
  if (reading === undefined) {
    count(run.notJudged, `a request's body: ${contentType.split(";")[0]}`);
    return;
  }
  const { value } = reading;
  const refusal = judged(run, () => run.schemas.request.refusal(schema, value));
  if (refusal !== undefined) say("request body invalid", `${shown}${refusal}; ${brief(request)}`);
  if (minimal || refusal !== undefined) return;
  for (const pointer of judged(run, () => lacking(run.schemas.request, schema, value)) ?? []) {
    say("request body lacks", `${pointer}; ${brief(request)}`);
  }
}

function isSent({ query, headers }: HttpRequest, where: string, name: string): boolean {
  if (where === "header") return headers.has(name.toLowerCase());
  const text = where === "query" ? query : (headers.get("cookie") ?? []).join("; ");
  return text.split(/&|; /).some((pair) => {
    const key = decodeURIComponent(pair.split("=", 1)[0]!);
    return key === name || key.startsWith(`${name}[`);
  });
}
