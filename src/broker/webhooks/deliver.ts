/**
 * One request of a webhook: sent once, without following redirects, in bounded time, and with no
 * more of the answer read than a log needs.
 */
import type { AllowedHosts } from "./hosts.ts";
import { isJson, renderBody, renderTemplate, type TemplateParameters } from "./template.ts";
import { isSecretHeader, REDACTED, shownUrl, type WebhookRequest } from "./webhook-request.ts";

/** What was sent and what came back, without secrets. */
export interface Delivery {
  success: boolean;
  request: { url: string; headers: Record<string, string>; body: string | undefined };
  response: { status: number; headers: Record<string, string>; body: string } | undefined;
  /** Why it was not sent, or not answered. */
  error: string | undefined;
  /** For people, line by line. */
  logs: string;
}

export interface DeliverOptions {
  hosts: AllowedHosts;
  parameters: TemplateParameters;
  /** Of the log. */
  now: () => string;
  timeoutMs: number;
  /** Ends it early. */
  stop: AbortSignal;
}

/** Of the answer's body. */
const MAX_BODY_BYTES = 16 * 1024;

/** The official broker's: an answer beyond 206 is no success. */
const isSuccess = (status: number): boolean => status >= 200 && status <= 206;

/** Never throws: what goes wrong is told. */
export async function deliver(request: WebhookRequest, options: DeliverOptions): Promise<Delivery> {
  const { parameters, hosts, now } = options;
  const hide = hider(request, parameters);
  const lines: string[] = [];
  const log = (level: "INFO" | "ERROR", text: string) => {
    for (const line of text.split("\n")) lines.push(`[${now()}] ${level}: ${hide(line)}`);
  };
  const url = renderTemplate(request.url, parameters, encodeURIComponent);
  const body = bodyOf(request, parameters);
  const headers = headersOf(request, parameters, body);
  const shownHeaders = hiddenHeaders(headers);
  log("INFO", `HTTP/1.1 ${request.method} ${shownUrl(url)}`);
  for (const [name, value] of Object.entries(shownHeaders)) log("INFO", `${name}: ${value}`);
  if (body !== undefined) log("INFO", body);

  let response: Delivery["response"];
  let error: string | undefined;
  if (!URL.canParse(url) || !hosts.allows(new URL(url))) {
    const host = URL.canParse(url) ? new URL(url).host : url;
    error = `It was not sent: ${host} is not one of the hosts that webhooks may be sent to.`;
  } else {
    try {
      response = await send(url, { method: request.method, headers, body }, options);
    } catch (cause) {
      error = `It was not answered: ${reasonOf(cause, options)}`;
    }
  }
  if (response !== undefined) {
    log("INFO", `HTTP/1.1 ${response.status}`);
    for (const [name, value] of Object.entries(response.headers)) log("INFO", `${name}: ${value}`);
    if (response.body !== "") log("INFO", response.body);
  }
  if (error !== undefined) log("ERROR", error);
  return {
    success: response !== undefined && isSuccess(response.status),
    request: {
      url: hide(shownUrl(url)),
      headers: shownHeaders,
      body: body === undefined ? undefined : hide(body),
    },
    response: response && {
      status: response.status,
      headers: Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, hide(value)]),
      ),
      body: hide(response.body),
    },
    error: error === undefined ? undefined : hide(error),
    logs: `${lines.join("\n")}\n`,
  };
}

function bodyOf({ body }: WebhookRequest, parameters: TemplateParameters): string | undefined {
  if (body === undefined) return undefined;
  return renderBody(typeof body === "string" ? body : JSON.stringify(body), parameters);
}

/** Fields that belong to the connection, and to whom it leads, are not the webhook's. */
const NOT_ITS_OWN = new Set([
  "host",
  "connection",
  "content-length",
  "expect",
  "keep-alive",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

function headersOf(
  { headers, username, password }: WebhookRequest,
  parameters: TemplateParameters,
  body: string | undefined,
): Record<string, string> {
  const rendered: Record<string, string> = { "user-agent": "concordat" };
  if (body !== undefined && isJson(body)) rendered["content-type"] = "application/json";
  if (username !== undefined || password !== undefined) {
    const user = renderTemplate(username ?? "", parameters);
    const secret = renderTemplate(password ?? "", parameters);
    rendered.authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (NOT_ITS_OWN.has(name)) continue;
    // A field holds Latin-1 without control characters; names of branches hold anything.
    rendered[name] = renderTemplate(value, parameters, (text) =>
      text.replaceAll(/[^\t\x20-\x7E\xA0-\xFF]/g, "?"),
    );
  }
  return rendered;
}

function hiddenHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecretHeader(name) ? REDACTED : value]),
  );
}

/** An answer may repeat what it was sent. */
function hider(
  { headers, username, password }: WebhookRequest,
  parameters: TemplateParameters,
): (text: string) => string {
  const render = (text: string) => renderTemplate(text, parameters);
  const secrets = Object.entries(headers)
    .filter(([name]) => isSecretHeader(name))
    .flatMap(([, value]) => [render(value), render(value).replace(/^\S+ /, "")]);
  if (password !== undefined) {
    const secret = render(password);
    const pair = Buffer.from(`${render(username ?? "")}:${secret}`).toString("base64");
    secrets.push(secret, pair);
  }
  // The longest first: a part of it may be another.
  const known = [...new Set(secrets)]
    .filter((secret) => secret.trim() !== "")
    .toSorted((a, b) => b.length - a.length);
  return (text) => known.reduce((shown, secret) => shown.replaceAll(secret, REDACTED), text);
}

async function send(
  url: string,
  request: { method: string; headers: Record<string, string>; body: string | undefined },
  { timeoutMs, stop }: DeliverOptions,
): Promise<NonNullable<Delivery["response"]>> {
  const response = await fetch(url, {
    method: request.method,
    headers: request.headers,
    ...(request.body !== undefined && { body: request.body }),
    redirect: "manual",
    signal: AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(
      [...response.headers].map(([name, value]) => [name, isSecretHeader(name) ? REDACTED : value]),
    ),
    body: await readBounded(response),
  };
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  while (bytes <= MAX_BODY_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
  }
  const text = Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES).toString("utf8");
  if (bytes <= MAX_BODY_BYTES) return text;
  await reader.cancel();
  return `${text}… (the rest was not read)`;
}

function reasonOf(error: unknown, { timeoutMs, stop }: DeliverOptions): string {
  if (stop.aborted) return "the broker was closed.";
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `nothing came within ${timeoutMs} ms.`;
  const { cause } = error;
  return `${cause instanceof Error ? cause.message || cause.name : error.message}.`;
}
