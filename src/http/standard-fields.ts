/**
 * The fields of requests that are HTTP's own, which no contract need declare.
 *
 * RFC 9110 §18.4, RFC 9111 §5, RFC 9112 §6.1, RFC 6265 §5.4, RFC 7240 and RFC 7239; the Fetch
 * Standard and what browsers send by themselves: #http-extensions, Fetch Metadata, Client Hints.
 */

/** In lower case. */
export const STANDARD_FIELDS: ReadonlySet<string> = new Set(
  [
    "accept accept-charset accept-encoding accept-language accept-ranges allow authorization",
    "connection content-encoding content-language content-length content-location content-range",
    "content-type date expect from host if-match if-modified-since if-none-match if-range",
    "if-unmodified-since max-forwards proxy-authorization range referer te trailer upgrade",
    "user-agent via",
    "cache-control pragma warning",
    "keep-alive proxy-connection transfer-encoding",
    "cookie forwarded prefer",
    "access-control-request-headers access-control-request-method",
    "access-control-request-private-network origin priority service-worker",
    "sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user sec-purpose sec-gpc",
    "sec-websocket-extensions sec-websocket-key sec-websocket-protocol sec-websocket-version",
    "sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform dnt save-data upgrade-insecure-requests",
  ].flatMap((line) => line.split(" ")),
);
