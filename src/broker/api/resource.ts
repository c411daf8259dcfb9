/**
 * One resource: its path, the methods it has, and what it gives where nothing of it is asked for.
 *
 * RFC 9110 §15.5.6 (405 with Allow), §12.5.1 (406).
 */
import type { Context, Hono } from "hono";
import { isTooDeep } from "../../source/nesting.ts";
import { TOO_DEEP } from "../../source/parse.ts";
import { badRequest, json } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { createLinker, type Linker } from "./hal.ts";

export interface Call {
  /** A path parameter, decoded. */
  param(name: string): string;
  /** The query as it was sent. */
  query: URLSearchParams;
  link: Linker;
  request: Request;
  /**
   * The body as a JSON object; an empty body is `{}`.
   *
   * @throws {BadRequest}
   */
  body(): Promise<Record<string, unknown>>;
  /** The body as it was sent. */
  text(): Promise<string>;
}

export type Handler = (call: Call) => Response | Promise<Response>;

export type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

export interface ResourceOptions {
  /** Served to those who accept HTML alone or first. */
  page?: Handler;
  /** `application/json` is served, too. Pact documents are. */
  isPlainJson?: boolean;
}

/** Thrown where a request is not understood; answered 400. */
export class BadRequest extends Error {
  readonly response: Response;

  constructor(errors: Parameters<typeof badRequest>[0]) {
    super("bad request");
    this.response = badRequest(errors);
  }
}

export type DefineResource = (
  path: string,
  methods: Partial<Record<Method, Handler>>,
  options?: ResourceOptions,
) => void;

/** @returns what adds a resource to `app`; paths are Hono's: `/pacticipants/:pacticipant` */
export function resourcesOf(app: Hono, { baseUrl }: BrokerContext): DefineResource {
  return (path, methods, options = {}) => {
    const allow = Object.keys(methods).join(", ");
    app.all(path, async (context) => {
      const { method } = context.req;
      const handler = methods[(method === "HEAD" ? "GET" : method) as Method];
      if (handler === undefined || method === "HEAD") {
        return json({ error: `${method} is not allowed here.` }, 405, { allow });
      }
      const call = callOf(context, baseUrl);
      const accepted = context.req.header("accept") ?? "*/*";
      if (method !== "GET") return answered(handler, call);
      const { page } = options;
      if (page !== undefined && prefersHtml(accepted)) return varied(await answered(page, call));
      const answer = isAcceptable(accepted, options)
        ? await answered(handler, call)
        : json({ error: "This is served as application/hal+json." }, 406);
      return page === undefined ? answer : varied(answer);
    });
  };
}

async function answered(handler: Handler, call: Call): Promise<Response> {
  try {
    return await handler(call);
  } catch (error) {
    if (error instanceof BadRequest) return error.response;
    throw error;
  }
}

// RFC 9110 §12.5.5: a cache keeps the page and the resource apart.
function varied(answer: Response): Response {
  answer.headers.append("vary", "accept");
  return answer;
}

function callOf({ req }: Context, baseUrl: string | undefined): Call {
  const { url } = req;
  return {
    param: (name) => req.param(name) ?? "",
    query: new URL(url).searchParams,
    link: createLinker(baseUrl ?? new URL(url).origin),
    request: req.raw,
    text: () => req.text(),
    async body() {
      const text = await req.text();
      if (text.trim() === "") return {};
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new BadRequest([`The request body is not JSON: ${reason}`]);
      }
      if (value === null || typeof value !== "object" || Array.isArray(value)) {
        throw new BadRequest(["The request body must be a JSON object."]);
      }
      // What is stored of it is written again, level by level.
      if (isTooDeep(value))
        throw new BadRequest([`The request body is not understood: ${TOO_DEEP}`]);
      return value as Record<string, unknown>;
    },
  };
}

// Browsers name HTML first; clients of the API do not name it.
function prefersHtml(accept: string): boolean {
  return /(^|,)\s*(text\/html|application\/xhtml\+xml)/i.test(accept) && !/hal\+json/i.test(accept);
}

function isAcceptable(accept: string, { isPlainJson = false }: ResourceOptions): boolean {
  const types = accept.split(",").map((each) => each.split(";")[0]!.trim().toLowerCase());
  return types.some(
    (type) =>
      /^(\*\/\*|application\/\*|application\/hal\+json)$/.test(type) ||
      type === "" ||
      (isPlainJson && type === "application/json"),
  );
}
