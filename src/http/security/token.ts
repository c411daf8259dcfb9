/**
 * What stands in an Authorization header.
 *
 * RFC 9110 §11.4; basic: RFC 7617 §2; bearer: RFC 6750 §2.1. Scopes of a JSON Web Token: RFC 8693
 * §4.2 and RFC 9068 §2.2.3 for `scope`; `scp` is what several identity providers write.
 */

/**
 * The credentials of one scheme; undefined where the header names another.
 *
 * @param scheme in lower case; RFC 9110 §11.1: the name ignores case
 */
export function credentialsOf(authorization: string, scheme: string): string | undefined {
  const text = authorization.trimStart();
  const { length } = scheme;
  if (text.length < length || text.slice(0, length).toLowerCase() !== scheme) return undefined;
  if (text.length === length) return "";
  return text.charCodeAt(length) === SPACE ? text.slice(length + 1).trim() : undefined;
}

const SPACE = 32;

/** The scheme that a header names, as sent. */
export function schemeOf(authorization: string): string {
  return authorization.trim().split(/\s/, 1)[0]!;
}

/** Why credentials are none of their scheme, to be read after their name; undefined where they are. */
export function credentialsFault(scheme: string, credentials: string): string | undefined {
  if (credentials === "") return "are empty";
  switch (scheme) {
    case "bearer":
      return TOKEN68.test(credentials) ? undefined : "are no token";
    case "basic":
      return basicFault(credentials);
    default:
      // What other schemes write is theirs.
      return undefined;
  }
}

const TOKEN68 = /^[A-Za-z0-9._~+/-]+=*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function basicFault(credentials: string): string | undefined {
  if (!BASE64.test(credentials)) return "are not in base64";
  const bytes = atob(credentials);
  if (!bytes.includes(":")) return "have no colon between user and password";
  return hasControls(bytes) ? "have control characters" : undefined;
}

function hasControls(bytes: string): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes.charCodeAt(index);
    if (byte < SPACE || byte === 0x7f) return true;
  }
  return false;
}

/**
 * The scopes that a bearer token states; undefined where it is opaque or states none. The token is
 * not verified: that is the provider's work.
 */
export function scopesOf(token: string): readonly string[] | undefined {
  const parts = token.split(".");
  if (parts.length !== 3) return undefined;
  const claims = readPart(parts[1]!);
  if (claims === undefined || readPart(parts[0]!) === undefined) return undefined;
  const stated = ["scope", "scp"]
    .filter((name) => Object.hasOwn(claims, name))
    .map((name) => claims[name]);
  if (stated.length === 0) return undefined;
  const scopes = stated.flatMap((value) => (typeof value === "string" ? value.split(" ") : value));
  if (!scopes.every((scope) => typeof scope === "string")) return undefined;
  return scopes.filter((scope) => scope !== "");
}

function readPart(part: string): Record<string, unknown> | undefined {
  try {
    const base64 = part.replaceAll("-", "+").replaceAll("_", "/");
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
