/**
 * Requests as bytes: from ones that a contract allows to ones that are no HTTP.
 */
import fc from "fast-check";
import { BODIES, TYPES } from "./bodies.ts";

/** What of the request says how long its body is. */
const FRAMINGS = ["length", "chunked", "chunked in many", "short", "long", "none", "both"] as const;

/** What the contract's own sample of a request has here. */
export const OWN = "its own";

export interface DrawnRequest {
  /** Which of the contract's operations it starts from. */
  operation: number;
  /** Of the sample. */
  seed: number;
  method: string;
  /** What follows on the sample's path. */
  path: string;
  query: string;
  headers: string[];
  type: string;
  body: string;
  framing: (typeof FRAMINGS)[number];
}

export interface DrawnExchange {
  server: number;
  /** More than one are sent one after another, without waiting for answers. */
  requests: DrawnRequest[];
  /** Bytes that are changed after all; none for most. */
  flips: { at: number; bits: number }[];
  /** Where the bytes are cut into pieces; each is written by itself. */
  cuts: number[];
}

const PATHS: readonly string[] = [
  ...[
    "",
    "/",
    "//",
    "/..",
    "/../../etc/passwd",
    "/./",
    "/%2e%2e/",
    "/%",
    "/%zz",
    "/%00",
    "/%2F",
    "/%E0%A4",
  ],
  ...["/__proto__", "/constructor", ";a=b;c", "/{id}", "/*", "?", "#", "/\u00e9", "/'\"", "/a\tb"],
  `/${"a".repeat(6000)}`,
  "/a".repeat(4000),
  "/%2e".repeat(2000),
  ";a=".repeat(2000),
  ".".repeat(6000),
];

const QUERIES: readonly string[] = [
  "",
  "filter[a]=b&filter[__proto__]=1&filter[]=&filter[a][b]=c",
  "__proto__[a]=1&constructor[prototype][b]=2&__proto__=3",
  "where={%22a%22:1}&where=[&where=",
  `where=${"[".repeat(6000)}`,
  `where=${"%5B".repeat(2500)}`,
  "tags=a|b|%7C|&tags=&tags",
  "%=%&%zz=%zz&a=%00&%00=a&a=%E0%A4",
  "page=1e999&page=-0&page=0x1F&page=%20%20&page=NaN&page=9999999999999999999999",
  "a=1&".repeat(3000),
  Array.from({ length: 2000 }, (_, at) => `k${at}=`).join("&"),
  `a${"[b]".repeat(3000)}=1`,
  `${"[".repeat(6000)}=1`,
  "&".repeat(6000),
  "=".repeat(6000),
  "+".repeat(6000),
  "?".repeat(6000),
  "__code=999&__example=__proto__&__dynamic=maybe",
  "__code=204&__dynamic=true",
  "__code=&__code=200&__example=",
];

const HEADERS: readonly string[] = [
  "Accept: */*",
  "Accept: application/json;q=0, */*;q=nothing, ;;, text",
  `Accept: ${"a/b;q=0.1, ".repeat(1000)}`,
  "Accept: application/xml",
  "Accept: \u00ff\u00fe",
  "Prefer: code=999",
  "Prefer: code=204, example=__proto__, dynamic=true",
  "Prefer: dynamic=true",
  "Prefer: validate=false",
  'Prefer: example="a\\"b, code=404; wait=10',
  `Prefer: ${"code=200, ".repeat(1000)}`,
  "Prefer: example=constructor",
  "Authorization: Bearer a.b.c",
  "Authorization: Basic %%%",
  "Authorization: Basic dTpw",
  "Authorization",
  `Authorization: Bearer ${"a".repeat(6000)}`,
  `Authorization: Digest ${'a="b", '.repeat(800)}`,
  "X-Key: k",
  "Cookie: session=a,b; session=c; __proto__=d; =; ;;; a",
  `Cookie: ${"a=b; ".repeat(2000)}`,
  'Cookie: a="b; c="; d=%E0%A4',
  "X-Trace: 1,2,x,,",
  `X-Trace: ${"1,".repeat(5000)}`,
  "__proto__: 1",
  "constructor: 1",
  "Content-Encoding: gzip",
  "Expect: 100-continue",
  "Expect: nothing",
  "Connection: keep-alive",
  "Upgrade: websocket",
  "Connection: upgrade",
  "Host: a, b",
  "Host:",
  "Origin: null",
  "Transfer-Encoding: gzip, chunked",
  "Content-Length: 5",
  "Content-Length: -1",
  "TE: trailers",
  "If-None-Match: *",
  "Range: bytes=0-0,-1",
  "Forwarded: for=unknown",
  "X-\u00e9: 1",
  "X-Folded: a\r\n b",
  "X: \u0000",
  ": nothing",
  `X-Long: ${"x".repeat(17_000)}`,
];

const METHODS = [
  ..."GET POST PUT DELETE PATCH OPTIONS HEAD TRACE CONNECT PROPFIND QUERY get".split(" "),
  "",
  "G\u00e9T",
  "A".repeat(1000),
];

const header = fc.constantFrom(...HEADERS);

// A flood, up to what Node lets through and beyond.
const flood = fc
  .tuple(header, fc.constantFrom(50, 500, 1500))
  .map(([line, count]) => Array.from({ length: count }, () => line));

/** Good but for a part or two. */
const tame: fc.Arbitrary<DrawnRequest> = fc.record({
  operation: fc.nat({ max: 100 }),
  seed: fc.nat({ max: 9 }),
  method: usually(OWN, METHODS),
  path: usually("", PATHS),
  query: usually(OWN, QUERIES),
  headers: usually([], [[], ...HEADERS.map((line) => [line])]),
  type: usually(OWN, TYPES),
  body: usually(OWN, [...BODIES.keys()]),
  framing: usually("length", FRAMINGS),
});

const wild: fc.Arbitrary<DrawnRequest> = fc.record({
  operation: fc.nat({ max: 100 }),
  seed: fc.nat({ max: 9 }),
  method: fc.constantFrom(OWN, ...METHODS),
  path: fc.constantFrom("", ...PATHS),
  query: fc.constantFrom(...QUERIES),
  headers: fc.oneof(fc.array(header, { maxLength: 5 }), flood),
  type: fc.constantFrom(...TYPES),
  body: fc.constantFrom(...BODIES.keys()),
  framing: fc.constantFrom(...FRAMINGS),
});

const request = fc.oneof({ weight: 3, arbitrary: tame }, { weight: 1, arbitrary: wild });

function usually<T>(first: T, others: readonly T[]): fc.Arbitrary<T> {
  return fc.oneof({ weight: 8, arbitrary: fc.constant(first) }, fc.constantFrom(...others));
}

export function exchanges(servers: number): fc.Arbitrary<DrawnExchange> {
  const flip = fc.record({
    at: fc.nat({ max: 100_000 }),
    bits: fc.integer({ min: 1, max: 255 }),
  });
  return fc.record({
    server: fc.nat({ max: servers - 1 }),
    requests: fc.array(request, { minLength: 1, maxLength: 4 }),
    flips: fc.oneof(
      { weight: 5, arbitrary: fc.constant<{ at: number; bits: number }[]>([]) },
      fc.array(flip, { maxLength: 4 }),
    ),
    cuts: fc.array(fc.nat({ max: 10_000 }), { maxLength: 4 }),
  });
}
