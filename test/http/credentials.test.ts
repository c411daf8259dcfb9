/**
 * Whether a request carries the credentials that an operation demands. Expected results are from
 * OpenAPI 3.1 #security-requirement-object and #security-scheme-object, RFC 9110 §11, RFC 7617 §2,
 * RFC 6750 §2.1 and §3.1, RFC 8693 §4.2.
 */
import { describe, expect, test } from "vitest";
import type { Contract } from "../../src/contract/contract.ts";
import type { Finding } from "../../src/findings/finding.ts";
import { checkRequest } from "../../src/http/check-request.ts";
import { readFields, readTarget } from "../../src/http/exchange.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";
import { cpuSecondsOf } from "../cpu-seconds.ts";

const contract = readContractText(`
openapi: 3.1.0
security: [{ bearer: [] }]
components:
  securitySchemes:
    bearer: { type: http, scheme: Bearer }
    basic: { type: http, scheme: basic }
    digest: { type: http, scheme: Digest }
    hoba: { type: http, scheme: HOBA }
    noScheme: { type: http }
    header: { type: apiKey, in: header, name: X-API-Key }
    query: { type: apiKey, in: query, name: api key }
    cookie: { type: apiKey, in: cookie, name: session }
    nowhere: { type: apiKey, in: body, name: key }
    oauth: { type: oauth2, flows: {} }
    openid: { type: openIdConnect, openIdConnectUrl: https://a.test }
    tls: { type: mutualTLS }
    other: { type: telepathy }
paths:
  /default: { get: {} }
  /none: { get: { security: [] } }
  /optional: { get: { security: [{}, { bearer: [] }] } }
  /basic: { get: { security: [{ basic: [] }] } }
  /digest: { get: { security: [{ digest: [] }] } }
  /hoba: { get: { security: [{ hoba: [] }] } }
  /both: { get: { security: [{ bearer: [], header: [] }] } }
  /three: { get: { security: [{ header: [], query: [], cookie: [] }] } }
  /either: { get: { security: [{ bearer: [] }, { header: [] }] } }
  /nearer: { get: { security: [{ bearer: [], header: [] }, { cookie: [] }] } }
  /header: { get: { security: [{ header: [] }] } }
  /query: { get: { security: [{ query: [] }] } }
  /cookie: { get: { security: [{ cookie: [] }] } }
  /oauth: { get: { security: [{ oauth: [read, write] }] } }
  /oauth-bare: { get: { security: [{ oauth: [] }] } }
  /openid: { get: { security: [{ openid: [read] }] } }
  /role: { get: { security: [{ bearer: [admin] }] } }
  /scope-or-key: { get: { security: [{ oauth: [admin] }, { header: [] }] } }
  /tls: { get: { security: [{ tls: [] }] } }
  /tls-and-key: { get: { security: [{ tls: [], header: [] }] } }
  /tls-or-key: { get: { security: [{ tls: [] }, { header: [] }] } }
  /other: { get: { security: [{ other: [] }] } }
  /nobody: { get: { security: [{ nobody: [] }] } }
  /no-scheme: { get: { security: [{ noScheme: [] }] } }
  /nowhere: { get: { security: [{ nowhere: [] }] } }
  /text: { get: { security: bearer } }
  /object: { get: { security: { bearer: [] } } }
  /null: { get: { security: null } }
  /of-texts: { get: { security: [bearer] } }
  /in-part: { get: { security: [bearer, { header: [] }] } }
  /scopes-text: { get: { security: [{ oauth: read }] } }
`);

interface Sent {
  query?: string;
  headers?: Record<string, string>;
}

function check(
  path: string,
  { query = "", headers = {} }: Sent,
  of: Contract = contract,
): Finding[] {
  const operation = of.operations.find((operation) => operation.path === path)!;
  const request = {
    method: operation.method,
    path,
    query,
    headers: readFields(Object.entries(headers)),
    body: new Uint8Array(),
  };
  return checkRequest(of, operation, request, new Map());
}

function shown({ code, severity, at }: Finding): string {
  return `${code} ${severity} ${at.pointer}`;
}

const authorization = (value: string): Sent => ({ headers: { Authorization: value } });
const bearer = { Authorization: "Bearer t" };
const key = { "x-api-key": "k" };

/** A token of these claims; its signature is not looked at. */
function jwt(claims: unknown, head: unknown = { alg: "none" }): Sent {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return authorization(`Bearer ${part(head)}.${part(claims)}.c2ln`);
}

const MISSING = "request.security.missing error";
const INVALID = "request.security.invalid error";
const SCOPE = "request.security.scope error";

test.each<[path: string, sent: Sent, expected: string[]]>([
  ["/default", { headers: bearer }, []],
  ["/default", authorization("bEARER t"), []],
  ["/default", authorization("Bearer   a.b-c_d~e+f/g=="), []],
  ["/default", authorization("Basic dTpw"), [`${MISSING} /headers/authorization`]],
  ["/default", authorization("Bearer"), [`${INVALID} /headers/authorization`]],
  ["/default", authorization("Bearer "), [`${INVALID} /headers/authorization`]],
  ["/default", authorization("Bearer a b"), [`${INVALID} /headers/authorization`]],
  ["/default", authorization("Bearer {token}"), [`${INVALID} /headers/authorization`]],
  ["/default", authorization("Bearer =a"), [`${INVALID} /headers/authorization`]],
  ["/default", authorization("Bearertoken t"), [`${MISSING} /headers/authorization`]],
  ["/default", authorization(""), [`${MISSING} /headers/authorization`]],
  ["/default", {}, [`${MISSING} /headers/authorization`]],
  ["/none", {}, []],
  ["/optional", {}, []],
  ["/optional", authorization("Bearer"), []],
  // u:p, :, and the example of RFC 7617 §2.
  ["/basic", authorization("Basic dTpw"), []],
  ["/basic", authorization("basic Og=="), []],
  ["/basic", authorization("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), []],
  ["/basic", { headers: bearer }, [`${MISSING} /headers/authorization`]],
  ["/basic", authorization("Basic"), [`${INVALID} /headers/authorization`]],
  ["/basic", authorization("Basic u:p"), [`${INVALID} /headers/authorization`]],
  ["/basic", authorization("Basic dTpw="), [`${INVALID} /headers/authorization`]],
  // `up` without a colon, and `u:` with a line feed.
  ["/basic", authorization("Basic dXA="), [`${INVALID} /headers/authorization`]],
  ["/basic", authorization("Basic dToK"), [`${INVALID} /headers/authorization`]],
  ["/digest", authorization('Digest username="u"'), []],
  ["/digest", authorization("Digest"), [`${INVALID} /headers/authorization`]],
  ["/digest", { headers: bearer }, [`${MISSING} /headers/authorization`]],
  ["/hoba", authorization('hoba result="r"'), []],
  ["/hoba", {}, [`${MISSING} /headers/authorization`]],
  ["/both", { headers: { ...bearer, ...key } }, []],
  ["/both", { headers: bearer }, [`${MISSING} /headers/x-api-key`]],
  ["/both", { headers: key }, [`${MISSING} /headers/authorization`]],
  ["/both", {}, [`${MISSING} /headers/authorization`]],
  ["/three", { headers: { ...key, Cookie: "session=s" }, query: "api+key=k" }, []],
  ["/three", { headers: key, query: "api+key=k" }, [`${MISSING} /cookies/session`]],
  ["/either", { headers: bearer }, []],
  ["/either", { headers: key }, []],
  ["/either", {}, [`${MISSING} /headers/authorization`]],
  // The alternative that lacks least.
  ["/nearer", {}, [`${MISSING} /cookies/session`]],
  ["/nearer", { headers: bearer }, [`${MISSING} /headers/x-api-key`]],
  ["/header", { headers: { "X-API-KEY": "k" } }, []],
  ["/header", { headers: { "X-API-Key": " " } }, [`${INVALID} /headers/x-api-key`]],
  ["/query", { query: "a=1&api%20key=k" }, []],
  ["/query", { query: "api+key=k" }, []],
  ["/query", { query: "api key" }, [`${INVALID} /query/api key`]],
  ["/query", { query: "api=k&%zz=1" }, [`${MISSING} /query/api key`]],
  ["/cookie", { headers: { Cookie: "a=1; session=s" } }, []],
  ["/cookie", { headers: { Cookie: "a=session" } }, [`${MISSING} /cookies/session`]],
  ["/cookie", { headers: { Cookie: "session=" } }, [`${INVALID} /cookies/session`]],
])("credentials of %s in %j", (path, sent, expected) => {
  expect(check(path, sent).map(shown)).toEqual(expected);
});

describe("scopes of a token that states them", () => {
  test.each<[path: string, sent: Sent, expected: string[]]>([
    ["/oauth", jwt({ scope: "read write" }), []],
    ["/oauth", jwt({ scope: "write other read" }), []],
    ["/oauth", jwt({ scp: ["read", "write"] }), []],
    ["/oauth", jwt({ scp: "read write" }), []],
    ["/oauth", jwt({ scope: ["read", "write"] }), []],
    ["/oauth", jwt({ scope: "read" }), [`${SCOPE} /headers/authorization`]],
    ["/oauth", jwt({ scope: "" }), [`${SCOPE} /headers/authorization`]],
    ["/oauth", jwt({ scp: [] }), [`${SCOPE} /headers/authorization`]],
    ["/oauth", jwt({ scope: "readwrite" }), [`${SCOPE} /headers/authorization`]],
    // RFC 6749 §3.3: scopes are case-sensitive.
    ["/oauth", jwt({ scope: "READ WRITE" }), [`${SCOPE} /headers/authorization`]],
    ["/openid", jwt({ scope: "write" }), [`${SCOPE} /headers/authorization`]],
    ["/oauth-bare", jwt({ scope: "other" }), []],
    // Opaque tokens, and tokens without scopes, show nothing more.
    ["/oauth", { headers: bearer }, []],
    ["/oauth", jwt({ sub: "u" }), []],
    ["/oauth", jwt({ scope: 7 }), []],
    ["/oauth", jwt(["scope"]), []],
    ["/oauth", jwt({ scope: "read" }, "no object"), []],
    ["/oauth", authorization("Bearer a.b.c"), []],
    ["/oauth", authorization(`${jwt({ scope: "read" }).headers!.Authorization}.d.e`), []],
    ["/oauth", authorization("Bearer a.b.c.d.e"), []],
    ["/oauth", {}, [`${MISSING} /headers/authorization`]],
    // OpenAPI 3.1 #security-requirement-object: of other schemes these are roles, which no
    // request states.
    ["/role", jwt({ scope: "none" }), []],
    ["/scope-or-key", jwt({ scope: "read" }), [`${SCOPE} /headers/authorization`]],
    ["/scope-or-key", { headers: { ...jwt({ scope: "read" }).headers, ...key } }, []],
  ])("%s of %j", (path, sent, expected) => {
    expect(check(path, sent).map(shown)).toEqual(expected);
  });
});

describe("what cannot be looked at is told", () => {
  const INFO = "request.security.unchecked info ";
  const WARNING = "request.security.unchecked warning ";
  test.each<[path: string, sent: Sent, expected: string[]]>([
    ["/tls", {}, [INFO]],
    ["/tls-and-key", { headers: key }, [INFO]],
    ["/tls-and-key", {}, [`${MISSING} /headers/x-api-key`]],
    // Where another alternative is satisfied nothing is left open.
    ["/tls-or-key", { headers: key }, []],
    ["/tls-or-key", {}, [INFO]],
    ["/other", {}, [INFO]],
    ["/nobody", {}, [INFO]],
    ["/no-scheme", {}, [INFO]],
    ["/nowhere", {}, [INFO]],
    // What is no list of requirements opens nothing silently.
    ["/text", {}, [WARNING]],
    ["/object", {}, [WARNING]],
    ["/null", {}, [WARNING]],
    ["/of-texts", {}, [WARNING]],
    ["/in-part", {}, [WARNING]],
    ["/in-part", { headers: key }, []],
    ["/scopes-text", { headers: bearer }, [WARNING]],
    ["/scopes-text", {}, [`${MISSING} /headers/authorization`]],
  ])("%s in %j", (path, sent, expected) => {
    expect(check(path, sent).map(shown)).toEqual(expected);
  });

  test("by the same finding from request to request", () => {
    expect(check("/tls", {})[0]).toBe(check("/tls", {})[0]);
  });
});

test.each<[path: string, sent: Sent, message: string, line: number]>([
  ["/default", {}, "the request carries no credentials for bearer (Authorization: Bearer)", 3],
  [
    "/default",
    authorization("Basic dTpw"),
    "the request carries no credentials for bearer (Authorization: Bearer); it has Authorization: Basic",
    3,
  ],
  // What is no scheme's name may be a secret.
  [
    "/default",
    authorization("9f86d081884c7d659a2feaa0c55ad015"),
    "the request carries no credentials for bearer (Authorization: Bearer); it has Authorization: …",
    3,
  ],
  [
    "/three",
    { headers: key },
    "the request carries no credentials for query (query api key) and cookie (cookie session)",
    27,
  ],
  [
    "/either",
    {},
    "the request carries no credentials for bearer (Authorization: Bearer) or header (header X-API-Key)",
    28,
  ],
  [
    "/basic",
    authorization("Basic u:p"),
    "the credentials for basic (Authorization: Basic) are not in base64",
    23,
  ],
  [
    "/default",
    authorization("Bearer a b"),
    "the credentials for bearer (Authorization: Bearer) are no token",
    3,
  ],
  [
    "/oauth",
    jwt({ scope: "read" }),
    "oauth (Authorization: Bearer) asks for the scopes read, write; the token has read",
    33,
  ],
  [
    "/tls",
    {},
    "the contract demands tls, of type mutualTLS: a request does not show it, so it was not checked",
    38,
  ],
  [
    "/text",
    {},
    'the contract\'s security is the string "bearer", which is no security requirement: it was not checked',
    45,
  ],
])("%s in %j: %s", (path, sent, message, line) => {
  const [finding] = check(path, sent);
  expect(finding!.message).toBe(message);
  expect(finding!.because!.line).toBe(line);
});

test("a secret is in no finding", () => {
  const secrets = [
    authorization("Basic c2VjcmV0OnNlY3JldA"),
    authorization("Bearer secret secret"),
  ];
  for (const path of ["/default", "/basic", "/oauth", "/both"]) {
    for (const sent of secrets) {
      expect(JSON.stringify(check(path, sent))).not.toMatch(/secret|c2VjcmV0/);
    }
  }
});

describe("a mock", () => {
  const responder = createResponder(contract);
  const respond = (path: string, { headers = {} }: Sent) =>
    responder.respond({
      method: "GET",
      ...readTarget(path),
      headers: readFields(Object.entries(headers)),
      body: new Uint8Array(),
    });

  test.each<[path: string, sent: Sent, status: number]>([
    ["/default", {}, 401],
    ["/basic", authorization("Basic u:p"), 401],
    ["/oauth", jwt({ scope: "read" }), 403],
  ])("answers %s in %j with %s", (path, sent, status) => {
    expect(respond(path, sent).response.status).toBe(status);
  });

  test("serves what it could not look at, and says so", () => {
    const answer = respond("/tls", {});
    expect(answer.response.status).not.toBe(401);
    expect(answer.violations.map(({ code }) => code)).toEqual(["request.security.unchecked"]);
    expect(answer.response.headers.has("concordat-findings")).toBe(false);
  });

  test("serves a security that is no list with a warning", () => {
    const answer = respond("/text", {});
    expect(answer.response.status).not.toBe(401);
    expect(answer.response.headers.has("concordat-findings")).toBe(true);
  });
});

test.each<[string, unknown]>([
  ["alternatives", { key: [] }],
  ["entries that are no requirement", 7],
  ["entries whose scopes are no list", { key: 7 }],
])("of thousands of %s a few are told, and in time", (_, entry) => {
  const security = Array.from({ length: 60_000 }, (_entry, at) => (at % 2 === 0 ? entry : 7));
  const many = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Many", version: "1" },
      paths: { "/": { get: { security, responses: { 200: { description: "ok" } } } } },
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key" } } },
    }),
  );
  const seconds = cpuSecondsOf(() => {
    const { response } = createResponder(many).respond({
      method: "GET",
      ...readTarget("/"),
      headers: readFields([]),
      body: new Uint8Array(),
    });
    expect(response.body.length).toBeLessThan(20_000);
  });
  expect(seconds).toBeLessThan(2);
});
