/**
 * Why a broker could not be asked, or said no: errors that people can act on, without secrets.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { redacted } from "./address.ts";
import { errorsOf, noticesOf } from "./notices.ts";

export interface Refused {
  method: string;
  url: URL;
  status: number;
  statusText: string;
  text: string;
  /** Undefined where the text is no JSON. */
  body: unknown;
  location: string | null;
  secrets: readonly string[];
}

export function refusal(refused: Refused): ConcordatError {
  const { method, url, status, statusText, text, body, location, secrets } = refused;
  const show = (shown: string): string => redacted(shown, secrets);
  const what = `${method} ${url.href} got ${status} ${statusText}`.trimEnd();
  if (status >= 300 && status < 400) {
    const target = location === null ? "elsewhere" : withoutSecrets(location, url);
    return new ConcordatError("broker.refused", show(`${what}: it leads to ${target}`), {
      mend: "Name the address it leads to with --broker-base-url.",
    });
  }
  if (status < 300) {
    return new ConcordatError("broker.refused", show(`${what}, and the answer is no JSON`), {
      mend: "Check that --broker-base-url names a Pact Broker, with the path that it is mounted at.",
    });
  }
  const said = [
    ...errorsOf(body),
    ...noticesOf(body)
      .filter(({ type }) => type !== "success" && type !== "debug")
      .map(({ text: notice }) => notice),
  ];
  // A page of something before the broker tells nothing to people; a short text may.
  const plain = body === undefined && !/^\s*</.test(text) ? text.trim().slice(0, 200) : "";
  const lines = said.length > 0 ? [...new Set(said)] : plain === "" ? [] : [plain];
  const mend = MENDS[status];
  return new ConcordatError("broker.refused", show([what, ...lines].join("\n")), {
    ...(mend !== undefined && { mend }),
  });
}

const MENDS: Readonly<Record<number, string>> = {
  401: "Say --broker-token, or --broker-username and --broker-password, or set their variables.",
  403: "Use credentials that may do this; tokens are often for reading alone.",
  404: "Check the names, and that --broker-base-url has the path that the broker is mounted at.",
};

// Where a redirect leads is shown without userinfo and query.
function withoutSecrets(location: string, base: URL): string {
  if (!URL.canParse(location, base)) return "elsewhere";
  const { origin, pathname } = new URL(location, base);
  return `${origin}${pathname}`;
}

export interface Unreached {
  url: URL;
  error: unknown;
  /** Why, where it is known. */
  reason: string | undefined;
  secrets: readonly string[];
}

export function unreachable({ url, error, reason, secrets }: Unreached): ConcordatError {
  // `fetch` says that it failed; why is in the cause.
  const cause = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  const code = typeof cause.code === "string" ? cause.code : undefined;
  const why = reason ?? [code, cause.message].filter(Boolean).join(": ");
  const isTrust = code !== undefined && TRUST.test(code);
  return new ConcordatError("broker.unreachable", redacted(`${url.origin}: ${why}`, secrets), {
    mend: isTrust
      ? "Name the certificate of its authority with --ssl-certificate FILE or SSL_CERT_FILE."
      : "Check --broker-base-url, and that the broker runs and can be reached from here.",
  });
}

const TRUST = /CERT|SIGNED|ALTNAME|ISSUER|SIGNATURE/;
