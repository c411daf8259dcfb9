/**
 * An exchange as an interaction of a pact of version 4: what the consumer's test has shown that it
 * sends, and what it needs of the answer.
 *
 * DESIGN, decisions 7 and 13: matchers are about types, and tokens never reach a pact.
 */
import type { Contract, Operation } from "../../contract/contract.ts";
import { isJson } from "../../contract/media-type.ts";
import { findResponse } from "../../contract/response.ts";
import { routerOf } from "../../contract/router.ts";
import { chooseOperation } from "../../http/choose-operation.ts";
import { fieldValue, type HttpRequest, type HttpResponse } from "../../http/exchange.ts";
import { cookiesOf, partsOf, readQuery } from "../../http/request-parts.ts";
import { isSecretName, secretsOf } from "../../http/secrets.ts";
import { percentDecodeOrKeep, queryDecodeOrKeep } from "../../http/wire.ts";
import type { StatedPactMatcher } from "../matcher.ts";
import { ruleOf } from "../take-matchers.ts";
import { escaped } from "../value-pattern.ts";
import { seesNothing } from "./read-fields.ts";
import { type BodyStatement, parseBody, recordedBody } from "./recorded-body.ts";
import {
  recordedRequestHeaders,
  recordedResponseHeaders,
  type StatedHeaders,
} from "./recorded-headers.ts";
import { type RecordedPart, type Rules, regexRule, writeRules } from "./recorded-part.ts";
import { readStatedMatchers, type StatedMatchers } from "./stated-matchers.ts";
import { EXAMPLE, SeenSecrets } from "./without-secrets.ts";

/** What a test says of an interaction beside its traffic. */
export interface RecordedInteractionOptions {
  /** What must hold at the provider, by name or with parameters. */
  states?: readonly (string | RecordedState)[];
  /**
   * What the consumer reads of the answer's JSON body: names, and JSON Pointers in which `*` is
   * every item; an empty list where it reads the status alone. Default: the whole body as it was
   * seen.
   */
  fields?: readonly string[];
  /**
   * Matchers of the test's own, by place: `/request/path`, `/request/query/NAME`,
   * `/request/headers/NAME`, `/request/body/…`, `/response/headers/NAME`, `/response/body/…`. A
   * matcher's `value`, where it has one, stands in the pact for the one that was seen.
   */
  matchers?: Readonly<Record<string, StatedPactMatcher>>;
}

export interface RecordedState {
  name: string;
  params?: Readonly<Record<string, unknown>>;
}

export interface RecordedExchange {
  /** Its path stands below the provider's base. */
  request: HttpRequest;
  response: HttpResponse;
}

/**
 * The interaction as a file of version 4 has it.
 *
 * @throws {ConcordatError} `usage.invalid` where the options lead to nothing that was seen, or a
 *   body cannot be stated
 */
export function recordedInteraction(
  contract: Contract,
  description: string,
  { request, response }: RecordedExchange,
  options: RecordedInteractionOptions,
): unknown {
  const found = operationOf(contract, request);
  const stated = readStatedMatchers(options.matchers ?? {});
  const context: Context = {
    contract,
    ...found,
    stated,
    secrets: secretsIn(contract, request, response),
  };
  const states = (options.states ?? []).map((state) =>
    typeof state === "string" ? { name: state } : state,
  );
  return {
    type: "Synchronous/HTTP",
    description,
    pending: false,
    ...(states.length > 0 && { providerStates: states }),
    request: requestPart(context, request),
    response: responsePart(context, response, options.fields),
  };
}

interface Context {
  contract: Contract;
  /** Undefined where the contract has none: `compare` says so. */
  operation: Operation | undefined;
  pathValues: ReadonlyMap<string, string>;
  stated: StatedMatchers;
  secrets: SeenSecrets;
}

function operationOf(
  contract: Contract,
  request: HttpRequest,
): Pick<Context, "operation" | "pathValues"> {
  const match = routerOf(contract).match(request.method, request.path);
  if (match.kind !== "operation") return { operation: undefined, pathValues: new Map() };
  return chooseOperation(contract, match, request);
}

// Before anything is written: a token that a header shows may stand in a body, too.
function secretsIn(contract: Contract, request: HttpRequest, response: HttpResponse): SeenSecrets {
  const secrets = new SeenSecrets();
  const { isSecretField, isSecretParameter } = secretsOf(contract);
  for (const { headers, body } of [request, response]) {
    for (const [name, values] of headers) {
      if (!isSecretField(name) || name === "cookie") continue;
      for (const text of values.flatMap((value) => [value, value.trim().split(/\s+/).at(-1)!])) {
        secrets.add(text);
      }
    }
    const type = fieldValue(headers, "content-type") ?? "";
    if (isJson(type) && body.length > 0) secrets.addMembers(parseBody(body, type));
  }
  for (const text of cookiesOf(partsOf(request, new Map())).texts) secrets.add(text);
  const { names, texts } = readQuery(request.query);
  for (const [index, name] of names.entries()) {
    if (isSecretParameter(name)) secrets.add(queryDecodeOrKeep(texts[index]!));
  }
  return secrets;
}

function requestPart(context: Context, request: HttpRequest): unknown {
  const { operation, stated, secrets } = context;
  const path = pathOf(context, request);
  const query = queryOf(context, request);
  const body = recordedBody({
    direction: "request",
    bytes: request.body,
    contentType: fieldValue(request.headers, "content-type"),
    content: operation?.requestBody?.content ?? [],
    stated: stated.request.body,
    fields: undefined,
    secrets,
  });
  const headers = recordedRequestHeaders(context, request, stated.request.headers, secrets);
  const part = partOf(headers, body);
  return {
    method: request.method,
    path: path.text,
    query: query.values,
    ...part,
    matchingRules: {
      ...part.matchingRules,
      ...writeRules({ path: path.rules, query: query.rules }),
    },
  };
}

function responsePart(
  { contract, operation, stated, secrets }: Context,
  response: HttpResponse,
  fields: readonly string[] | undefined,
): unknown {
  const declared = findResponse(operation?.responses ?? [], String(response.status));
  const body = recordedBody({
    direction: "response",
    bytes: response.body,
    contentType: fieldValue(response.headers, "content-type"),
    content: declared?.content ?? [],
    stated: stated.response.body,
    fields,
    secrets,
  });
  const own = stated.response.headers;
  const headers = recordedResponseHeaders(contract, response.headers, own, secrets);
  return { status: response.status, ...partOf(headers, body) };
}

function partOf({ headers, rules }: StatedHeaders, body: BodyStatement | undefined): RecordedPart {
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === "content-type");
  return {
    headers: {
      ...(body !== undefined && !hasType && { "Content-Type": [body.contentType] }),
      ...headers,
    },
    ...(body !== undefined && { body: body.body }),
    matchingRules: writeRules({ header: rules, body: body?.rules ?? new Map() }),
  };
}

function pathOf(
  { stated, pathValues, secrets }: Context,
  { path }: HttpRequest,
): { text: string; rules: Rules } {
  if (stated.path !== undefined) {
    const own = stated.path.value;
    const text = typeof own === "string" ? own : path;
    return { text, rules: new Map([["", ruleOf(stated.path)]]) };
  }
  const secretSegments = new Set(
    [...pathValues]
      .filter(([name, text]) => isSecretName(name) || secrets.isIn(percentDecodeOrKeep(text)))
      .map(([, text]) => text),
  );
  if (secretSegments.size === 0) return { text: path, rules: new Map() };
  const segments = path.split("/");
  const isSecret = (segment: string) => secretSegments.has(segment);
  const pattern = segments.map((each) => (isSecret(each) ? "[^/]+" : escaped(each))).join("/");
  return {
    text: segments.map((each) => (isSecret(each) ? EXAMPLE : each)).join("/"),
    rules: new Map([["", regexRule(`^${pattern}$`)]]),
  };
}

function queryOf(
  { contract, stated, secrets }: Context,
  request: HttpRequest,
): { values: Record<string, string[]>; rules: Rules } {
  const { isSecretParameter } = secretsOf(contract);
  const { names, texts } = readQuery(request.query);
  const values = new Map<string, string[]>();
  const rules: Rules = new Map();
  for (const [index, name] of names.entries()) {
    const text = queryDecodeOrKeep(texts[index]!);
    const isSecret = isSecretParameter(name) || secrets.isIn(text);
    if (isSecret) rules.set(name, regexRule("^.+$"));
    values.set(name, [...(values.get(name) ?? []), isSecret ? EXAMPLE : text]);
  }
  for (const [name, matcher] of stated.query) {
    if (!values.has(name)) throw seesNothing(`the query parameter ${name}`);
    if (matcher.value !== undefined) values.set(name, [matcher.value].flat().map(String));
    rules.set(name, ruleOf(matcher));
  }
  return { values: Object.fromEntries(values), rules };
}
