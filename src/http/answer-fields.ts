/**
 * The fields of answers that are HTTP's own, which no contract need declare.
 *
 * RFC 9110 §18.4, RFC 9111 §5, RFC 9112 §6.1, RFC 6265 §5.2, RFC 6797, RFC 8288; the Fetch Standard
 * and what servers and proxies send by themselves.
 */

/** In lower case. */
export const ANSWER_FIELDS: ReadonlySet<string> = new Set(
  [
    "accept-ranges age allow authentication-info cache-control connection content-disposition",
    "content-encoding content-language content-length content-location content-range content-type",
    "date etag expires last-modified link location proxy-authenticate proxy-authentication-info",
    "retry-after server set-cookie trailer upgrade vary via www-authenticate",
    "keep-alive pragma transfer-encoding warning alt-svc preference-applied server-timing",
    "access-control-allow-credentials access-control-allow-headers access-control-allow-methods",
    "access-control-allow-origin access-control-expose-headers access-control-max-age",
    "access-control-allow-private-network timing-allow-origin",
    "content-security-policy content-security-policy-report-only cross-origin-embedder-policy",
    "cross-origin-opener-policy cross-origin-resource-policy origin-agent-cluster",
    "permissions-policy referrer-policy report-to reporting-endpoints strict-transport-security",
    "nel accept-ch critical-ch clear-site-data",
  ].flatMap((line) => line.split(" ")),
);
