/**
 * Where webhooks may be sent: to hosts that whoever runs the broker named, and nowhere else, so
 * that who may write to a broker cannot ask around in its network.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";

export interface AllowedHosts {
  /** As they were named. */
  readonly names: readonly string[];
  allows(url: URL): boolean;
  /** Whether some host may be reached without TLS. */
  isHttpAllowed(url: URL): boolean;
}

interface AllowedHost {
  /** As URLs write it: in lower case, IPv6 in brackets. */
  name: string;
  /** Undefined: every port. */
  port: string | undefined;
  isHttp: boolean;
}

/**
 * @param names `example.org`, `example.org:8443`, or `http://localhost:3000` for one that may be
 *   reached without TLS; no path, and no pattern
 * @throws {ConcordatError} `usage.invalid`
 */
export function readAllowedHosts(names: readonly string[]): AllowedHosts {
  const hosts = names.map(readHost);
  const isMeant = (url: URL, host: AllowedHost): boolean =>
    host.name === url.hostname && (host.port === undefined || host.port === portOf(url));
  const isHttpAllowed = (url: URL): boolean =>
    hosts.some((host) => host.isHttp && isMeant(url, host));
  return {
    names,
    isHttpAllowed,
    allows(url) {
      if (url.protocol === "http:") return isHttpAllowed(url);
      return url.protocol === "https:" && hosts.some((host) => isMeant(url, host));
    },
  };
}

function readHost(name: string): AllowedHost {
  const match = /^(?:(https?):\/\/)?(\[[0-9a-f:.]+\]|[^\s/?#:@[\]*]+)(?::(\d{1,5}))?\/?$/i.exec(
    name,
  );
  const [, scheme = "https", host, port] = match ?? [];
  if (host !== undefined && URL.canParse(`http://${host}`)) {
    return {
      name: new URL(`http://${host}`).hostname,
      port,
      isHttp: scheme.toLowerCase() === "http",
    };
  }
  throw new ConcordatError("usage.invalid", `webhooks cannot be sent to "${name}"`, {
    mend: "Name a host, with its port where only one is meant: example.org, http://localhost:3000.",
  });
}

function portOf({ port, protocol }: URL): string {
  if (port !== "") return port;
  return protocol === "http:" ? "80" : "443";
}
