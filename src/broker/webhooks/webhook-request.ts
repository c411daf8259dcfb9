/**
 * The request of a webhook: as it must be sent, and as it may be shown.
 *
 * It is stored sealed, as a whole: secrets stand in addresses and bodies, too.
 */
import { isSecretName } from "../../http/secrets.ts";
import type { Seal } from "../store/sealed.ts";
import { isOnlyTemplate } from "./template.ts";

export interface WebhookRequest {
  /** Such as `POST`. */
  method: string;
  /** Without user and password. */
  url: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** A text, or any other JSON value. */
  body?: unknown;
  username?: string | undefined;
  password?: string | undefined;
}

export const REDACTED = "**********";

export function sealRequest(seal: Seal, request: WebhookRequest): string {
  return seal.seal(JSON.stringify(request));
}

/** @returns undefined where the broker's key is lost */
export function openRequest(seal: Seal, sealed: string): WebhookRequest | undefined {
  const text = seal.open(sealed);
  return text === undefined ? undefined : (JSON.parse(text) as WebhookRequest);
}

/** Without what lets somebody in; places of a template tell nothing. */
export function shownRequest(request: WebhookRequest): WebhookRequest {
  const { password } = request;
  return {
    ...request,
    url: shownUrl(request.url),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        isSecretHeader(name) && !isOnlyTemplate(value) ? REDACTED : value,
      ]),
    ),
    password: password === undefined || isOnlyTemplate(password) ? password : REDACTED,
  };
}

export function isSecretHeader(name: string): boolean {
  return isSecretName(name) || /auth|token|secret|key|cookie/i.test(name);
}

/** Without the values of parameters that are called as secrets are, and Slack's addresses. */
export function shownUrl(url: string): string {
  const [address = "", query] = url.split(/\?(.*)/s);
  // An address of Slack is itself the permission to write.
  const shown = address.replace(/^(https:\/\/hooks\.slack\.com\/services\/).+/i, `$1${REDACTED}`);
  if (query === undefined) return shown;
  const parameters = query.split("&").map((each) => {
    const [name = "", value] = each.split(/=(.*)/s);
    const isSecret = value !== undefined && isSecretHeader(decode(name)) && !isOnlyTemplate(value);
    return isSecret ? `${name}=${REDACTED}` : each;
  });
  return `${shown}?${parameters.join("&")}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Who reads a webhook and writes it back does not lose its secrets. */
export function withKeptSecrets(request: WebhookRequest, before: WebhookRequest): WebhookRequest {
  const isStarred = (value: string | undefined) => value !== undefined && /^\*+$/.test(value);
  const { password } = request;
  return {
    ...request,
    url: request.url === shownUrl(before.url) ? before.url : request.url,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [
        name,
        isStarred(value) ? (before.headers[name] ?? value) : value,
      ]),
    ),
    password: password === undefined || isStarred(password) ? before.password : password,
  };
}
