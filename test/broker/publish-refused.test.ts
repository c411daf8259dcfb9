import { expect, test } from "vitest";
import { askedBroker, contractOf, publishBody } from "./asking.ts";

const PACT = { consumer: "C", provider: "P" };

const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");

/** The request without a member, or with another value of it. */
const withMember = (name: string, value: unknown) => ({ ...publishBody(PACT, "1"), [name]: value });
const withContract = (name: string, value: unknown) =>
  withMember("contracts", [{ ...contractOf(PACT), [name]: value }]);
const withText = (text: string) => withContract("content", base64(text));

test.each<[string, unknown, Record<string, string[]>]>([
  [
    "nothing",
    {},
    {
      pacticipantName: ["is missing"],
      pacticipantVersionNumber: ["is missing"],
      contracts: ["is missing"],
    },
  ],
  ["no name", withMember("pacticipantName", undefined), { pacticipantName: ["is missing"] }],
  [
    "an empty name",
    withMember("pacticipantName", ""),
    {
      pacticipantName: ["must be filled"],
    },
  ],
  [
    "a name of blanks",
    { ...publishBody({ consumer: " ", provider: "P" }, "1") },
    {
      pacticipantName: ["cannot be blank"],
      contracts: ["consumerName cannot be blank (at index 0)"],
    },
  ],
  [
    "a number for a version",
    withMember("pacticipantVersionNumber", 1),
    {
      pacticipantVersionNumber: ["must be a string"],
    },
  ],
  [
    "a version of two lines",
    withMember("pacticipantVersionNumber", "1\n2"),
    {
      pacticipantVersionNumber: ["cannot contain multiple lines"],
    },
  ],
  ["a blank branch", withMember("branch", " "), { branch: ["cannot be blank"] }],
  [
    "a branch of two lines",
    withMember("branch", "a\nb"),
    {
      branch: ["cannot contain multiple lines"],
    },
  ],
  ["a list for a branch", withMember("branch", []), { branch: ["must be a string"] }],
  [
    "a build URL of two lines",
    withMember("buildUrl", "a\nb"),
    {
      buildUrl: ["cannot contain multiple lines"],
    },
  ],
  ["a text for tags", withMember("tags", "a"), { tags: ["must be an array"] }],
  [
    "tags that are none",
    withMember("tags", ["a", "", " ", 1]),
    {
      tags: [
        "must be filled (at index 1)",
        "cannot be blank (at index 2)",
        "must be a string (at index 3)",
      ],
    },
  ],
  ["an object for contracts", withMember("contracts", {}), { contracts: ["must be an array"] }],
  [
    "contracts that are none",
    withMember("contracts", [1, contractOf(PACT)]),
    {
      contracts: ["must be a hash (at index 0)"],
    },
  ],
  [
    "an empty contract",
    withMember("contracts", [{}]),
    {
      contracts: [
        "consumerName is missing (at index 0)",
        "providerName is missing (at index 0)",
        "content is missing (at index 0)",
        "contentType is missing (at index 0)",
        "specification is missing (at index 0)",
        "is not valid Base64 (at index 0)",
        "content could not be parsed as application/json (at index 0)",
      ],
    },
  ],
  [
    "no provider",
    withContract("providerName", undefined),
    {
      contracts: ["providerName is missing (at index 0)"],
    },
  ],
  [
    "another specification",
    withContract("specification", "pacto"),
    {
      contracts: ["specification must be one of: pact (at index 0)"],
    },
  ],
  [
    "another type",
    withContract("contentType", "text/yaml"),
    {
      contracts: ["contentType must be one of: application/json (at index 0)"],
    },
  ],
  [
    "another way to settle conflicts",
    withContract("onConflict", "shrug"),
    {
      contracts: ["onConflict must be one of: overwrite, merge (at index 0)"],
    },
  ],
  [
    "text that is no base64",
    withContract("content", "{}"),
    {
      contracts: [
        "is not valid Base64 (at index 0)",
        "content could not be parsed as application/json (at index 0)",
      ],
    },
  ],
  [
    "base64 on two lines",
    withContract("content", "e30=\n"),
    {
      contracts: [
        "is not valid Base64 (at index 0)",
        "content could not be parsed as application/json (at index 0)",
      ],
    },
  ],
  [
    "no JSON",
    withText("{"),
    {
      contracts: ["content could not be parsed as application/json (at index 0)"],
    },
  ],
  [
    "null",
    withText("null"),
    {
      contracts: ["content could not be parsed as application/json (at index 0)"],
    },
  ],
  [
    "a list",
    withText("[]"),
    {
      contracts: ["parsed content was expected to be a Hash but was a Array (at index 0)"],
    },
  ],
  [
    "a number",
    withText("1.0"),
    {
      contracts: ["parsed content was expected to be a Hash but was a Float (at index 0)"],
    },
  ],
  [
    "a bomb of brackets",
    withText(`{"a":${"[".repeat(200_000)}${"]".repeat(200_000)}}`),
    {
      contracts: ["content could not be parsed as application/json (at index 0)"],
    },
  ],
  [
    "bytes that are no UTF-8",
    withContract("content", base64(Buffer.from(`{"key\uFFFD": "ABC\u008FDEF"}`, "latin1"))),
    {
      contracts: [
        `contract content has a non UTF-8 character at char 6 and cannot be parsed as JSON. Fragment preceding invalid character is: '{"key' (at index 0)`,
      ],
    },
  ],
  [
    "bytes that are no UTF-8, after a replacement character that was meant",
    withContract(
      "content",
      base64(Buffer.concat([Buffer.from(`{"ü\uFFFD": "`), Buffer.from([0x8f]), Buffer.from(`"}`)])),
    ),
    {
      contracts: [
        `contract content has a non UTF-8 character at char 9 and cannot be parsed as JSON. Fragment preceding invalid character is: '{"ü\uFFFD": "' (at index 0)`,
      ],
    },
  ],
  [
    "another consumer in the pact",
    withText(`{"consumer":{"name":"X"},"provider":{"name":"P"}}`),
    {
      contracts: [
        "consumer name in contract content ('X') must match consumerName in contract params ('C') (at index 0)",
      ],
    },
  ],
  [
    "another provider in the pact",
    withText(`{"consumer":{"name":"C"},"provider":{"name":"X"}}`),
    {
      contracts: [
        "provider name in contract content ('X') must match providerName in contract params ('P') (at index 0)",
      ],
    },
  ],
  [
    "another consumer than the participant",
    withMember("pacticipantName", "X"),
    {
      contracts: ["consumerName ('C') must match pacticipantName ('X') (at index 0)"],
    },
  ],
])("%s", async (_, body, errors) => {
  const { ask } = await askedBroker();
  const answer = await ask("POST", "/contracts/publish", body);
  expect([answer.status, answer.body]).toEqual([400, { errors }]);
  expect((await ask("GET", "/pacticipants")).body._embedded.pacticipants).toEqual([]);
});

test("a pact needs no names of its own", async () => {
  const { ask } = await askedBroker();
  expect((await ask("POST", "/contracts/publish", withText("{}"))).status).toBe(200);
  expect((await ask("GET", "/pacts/provider/P/consumer/C/version/1")).status).toBe(200);
});

test.each(["", "{", "[]", "null", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`])(
  "a body that is no JSON object: %#",
  async (body) => {
    const { ask } = await askedBroker();
    const answer = await ask("POST", "/contracts/publish", body);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toBeDefined();
  },
);

test("a body that is larger than anybody's pact", async () => {
  const { ask } = await askedBroker();
  const large = " ".repeat(50 * 1024 * 1024);
  const answer = await ask("POST", "/contracts/publish", `${large}{}`);
  expect([answer.status, answer.body]).toEqual([
    413,
    { error: "The request body is larger than 50 MB." },
  ]);
  // As large as may be, it is looked at.
  expect((await ask("POST", "/contracts/publish", `${large.slice(2)}{}`)).status).toBe(400);
});
