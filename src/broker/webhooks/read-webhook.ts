/**
 * A webhook, read from the body of a request, or what is wrong with it.
 *
 * PACT-BROKER-API §2, webhooks: members are named `provider.name`, `request.url`.
 */
import type { EventName } from "../api/context.ts";
import type { AllowedHosts } from "./hosts.ts";
import type { WebhookRequest } from "./webhook-request.ts";

export interface ReadWebhook {
  description: string | null;
  consumer: ReadParty | undefined;
  provider: ReadParty | undefined;
  isEnabled: boolean;
  request: WebhookRequest;
  events: EventName[];
}

/** By name or by label. */
export type ReadParty = { name: string } | { label: string };

export type WebhookErrors = Record<string, string[]>;

const EVENTS: readonly EventName[] = [
  "contract_published",
  "contract_content_changed",
  "contract_requiring_verification_published",
  "provider_verification_published",
  "provider_verification_succeeded",
  "provider_verification_failed",
];

const SEE = "See /doc/webhooks#whitelist for more information.";

export interface WebhookContext {
  hosts: AllowedHosts;
  participantExists(name: string): boolean;
}

export function readWebhook(
  body: Readonly<Record<string, unknown>>,
  context: WebhookContext,
): { webhook: ReadWebhook } | { errors: WebhookErrors } {
  const errors: WebhookErrors = {};
  const refuse = (name: string, reason: string): void => {
    errors[name] = [...(errors[name] ?? []), reason];
  };
  const consumer = readParty(body.consumer, "consumer", context, refuse);
  const provider = readParty(body.provider, "provider", context, refuse);
  const request = readRequest(body.request, context.hosts, refuse);
  const events = readEvents(body.events, refuse);
  const { enabled, description } = body;
  if (enabled !== undefined && typeof enabled !== "boolean") refuse("enabled", "must be boolean");
  if (Object.keys(errors).length > 0 || request === undefined) return { errors };
  return {
    webhook: {
      description: typeof description === "string" ? description : null,
      consumer,
      provider,
      isEnabled: enabled !== false,
      request,
      events,
    },
  };
}

type Refuse = (name: string, reason: string) => void;

function readParty(
  value: unknown,
  side: string,
  { participantExists }: WebhookContext,
  refuse: Refuse,
): ReadParty | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) {
    refuse(side, "must be a hash");
    return undefined;
  }
  const [name, label] = [textOf(value.name), textOf(value.label)];
  if (name === undefined && label === undefined) {
    refuse(`${side}.name`, "cannot be blank");
    return undefined;
  }
  if (name !== undefined && label !== undefined) {
    refuse(`${side}.label`, "name and label cannot be provided at the same time");
  }
  if (name === undefined) return { label: label! };
  if (!participantExists(name)) {
    refuse(`${side}.name`, "does not match an existing pacticipant");
  }
  return { name };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function readRequest(
  value: unknown,
  hosts: AllowedHosts,
  refuse: Refuse,
): WebhookRequest | undefined {
  if (!isRecord(value)) {
    refuse("request", value === undefined ? "is missing" : "must be a hash");
    return undefined;
  }
  const method = requiredText(value, "method", refuse);
  const url = requiredText(value, "url", refuse);
  if (method !== undefined) {
    const reason = methodFault(method);
    if (reason !== undefined) refuse("request.method", reason);
  }
  if (url !== undefined) {
    const reason = urlFault(url, hosts);
    if (reason !== undefined) refuse("request.url", reason);
  }
  const headers = readHeaders(value.headers, refuse);
  if (method === undefined || url === undefined) return undefined;
  return withoutUserInfo({
    method: method.toUpperCase(),
    url,
    headers,
    ...(value.body !== undefined && value.body !== null && { body: value.body }),
    ...(typeof value.username === "string" && { username: value.username }),
    ...(typeof value.password === "string" && { password: value.password }),
  });
}

function requiredText(
  record: Record<string, unknown>,
  name: string,
  refuse: Refuse,
): string | undefined {
  const value = record[name];
  if (typeof value === "string" && value !== "") return value;
  const isNothing = value === null || value === "";
  const reason = isNothing ? "must be filled" : "must be a string";
  refuse(`request.${name}`, value === undefined ? "is missing" : reason);
  return undefined;
}

function methodFault(method: string): string | undefined {
  if (!/^(get|head|post|put|patch|delete|options|trace)$/i.test(method)) {
    return "is not a recognised HTTP method";
  }
  return method.toUpperCase() === "POST" ? undefined : `must be POST. ${SEE}`;
}

/** Where hosts were allowed, others are refused now; where none were, when it would be sent. */
function urlFault(template: string, hosts: AllowedHosts): string | undefined {
  const url = parsed(template, "placeholder");
  const other = parsed(template, "differentplaceholder");
  // A place may hold what no host can be made of.
  if (url === undefined || other === undefined || !/^[a-z][a-z0-9+.-]*:\/\//i.test(template)) {
    return "is not a valid URL eg. http://example.org";
  }
  if (url.host !== other.host) return "cannot have a template parameter in the host";
  if (url.protocol !== "https:" && !(url.protocol === "http:" && hosts.isHttpAllowed(url))) {
    return `scheme must be https. ${SEE}`;
  }
  if (hosts.names.length > 0 && !hosts.allows(url)) {
    const names = hosts.names.map((name) => JSON.stringify(name)).join(", ");
    return `host must be in the whitelist ${names}. ${SEE}`;
  }
  return undefined;
}

function parsed(template: string, placeholder: string): URL | undefined {
  const text = template.replaceAll(/\$\{[^}]*\}/g, placeholder);
  return URL.canParse(text) ? new URL(text) : undefined;
}

function readHeaders(value: unknown, refuse: Refuse): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) {
    refuse("request.headers", "must be a hash");
    return {};
  }
  const headers: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name) || /[\r\n]/.test(String(text))) {
      refuse("request.headers", "are not HTTP header fields");
      continue;
    }
    headers[name.toLowerCase()] = String(text);
  }
  return headers;
}

// Requests with credentials in their address are not sent (WHATWG Fetch), and show them.
function withoutUserInfo(request: WebhookRequest): WebhookRequest {
  const match = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*)@/i.exec(request.url);
  if (match === null) return request;
  const [, scheme, info = ""] = match;
  const [username = "", password] = info.split(/:(.*)/s);
  return {
    ...request,
    url: scheme + request.url.slice(match[0].length),
    username: request.username ?? decoded(username),
    ...((request.password ?? password) !== undefined && {
      password: request.password ?? decoded(password!),
    }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readEvents(value: unknown, refuse: Refuse): EventName[] {
  if (value === undefined || value === null) return ["contract_content_changed"];
  if (!Array.isArray(value)) {
    refuse("events", "must be an array");
    return [];
  }
  if (value.length === 0) refuse("events", "size cannot be less than 1");
  const names = new Set<EventName>();
  for (const [index, each] of value.entries()) {
    const name: unknown = isRecord(each) ? each.name : undefined;
    const event = EVENTS.find((known) => known === name);
    if (event === undefined) {
      const reason = name === undefined ? "is missing" : `must be one of: ${EVENTS.join(", ")}`;
      refuse("events", `name ${reason} (at index ${index})`);
    } else names.add(event);
  }
  return [...names];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
