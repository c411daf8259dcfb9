/**
 * Where a broker is, and who asks it.
 *
 * RFC 3986 §3.2.1 (userinfo), RFC 7617 (Basic), RFC 6750 §2.1 (Bearer).
 */
import { ConcordatError } from "../../findings/concordat-error.ts";

export interface BrokerAddress {
  /** Without userinfo, query and fragment; the path ends with a slash. */
  base: URL;
  /** Fields of every request; `authorization` among them where there are credentials. */
  headers: Readonly<Record<string, string>>;
  /** What may not be shown anywhere. */
  secrets: readonly string[];
}

export interface Credentials {
  username?: string;
  password?: string;
  token?: string;
}

export interface AddressOptions {
  baseUrl: string;
  /** In order of rank; the first that says something counts, after the URL's own userinfo. */
  credentials?: readonly Credentials[];
  /** `Name: value`. */
  customHeaders?: readonly string[];
}

/** @throws {ConcordatError} `usage.invalid`; it never shows what it was given */
export function readAddress(options: AddressOptions): BrokerAddress {
  const { baseUrl, credentials = [], customHeaders = [] } = options;
  const base = readBase(baseUrl);
  const inUrl: Credentials = {
    ...(base.username !== "" && { username: decoded(base.username) }),
    ...(base.password !== "" && { password: decoded(base.password) }),
  };
  base.username = "";
  base.password = "";
  base.search = "";
  base.hash = "";
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const [flags, ...rest] = credentials;
  const chosen = [flags ?? {}, inUrl, ...rest].find(
    ({ username, token }) => username !== undefined || token !== undefined,
  );
  const authorization = chosen && authorizationOf(chosen);
  const custom = customHeaders.map(readHeader);
  return {
    base,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...Object.fromEntries(custom),
    },
    secrets: secretsIn([
      ...[inUrl, ...credentials].flatMap(({ password, token }) => [password, token]),
      authorization?.replace(/^\w+ /, ""),
      ...custom.map(([, value]) => value),
    ]),
  };
}

function readBase(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
  // What stands there is not shown: it may hold a password.
  throw new ConcordatError("usage.invalid", "the broker's base URL is no URL of http or https", {
    mend: "Say --broker-base-url https://HOST[/PATH], or set PACT_BROKER_BASE_URL so.",
  });
}

function authorizationOf({ username = "", password = "", token }: Credentials): string {
  if (token === undefined) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  }
  const trimmed = token.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return `Bearer ${trimmed}`;
  throw new ConcordatError("usage.invalid", "the broker's token has characters that none has", {
    mend: "Check --broker-token and PACT_BROKER_TOKEN for blanks and line breaks.",
  });
}

// RFC 9110 §5.1, §5.5.
function readHeader(text: string): [name: string, value: string] {
  const match = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t\x20-\x7e]+)$/.exec(text.trim());
  if (match !== null) return [match[1]!.toLowerCase(), match[2]!];
  throw new ConcordatError("usage.invalid", "a --custom-header is no header field", {
    mend: "Write it as --custom-header 'Name: value'.",
  });
}

/** Shorter ones would take words out of what is said. */
const SHORTEST_SECRET = 4;

function secretsIn(texts: readonly (string | undefined)[]): string[] {
  const known = texts.filter(
    (text): text is string => text !== undefined && text.trim().length >= SHORTEST_SECRET,
  );
  const forms = known.flatMap((text) => [text, text.trim(), encodeURIComponent(text)]);
  // What holds another one goes first.
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `text` without what may not be shown. */
export function redacted(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, "***"), text);
}
