/** `concordat publish`, and what it asks a broker: PACT-BROKER-API §2, publish. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { type CliOutcome, runCli } from "../../run-cli.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { type AnsweringServer, type Asked, answering } from "./answering-server.ts";

/** As a person wrote it: nothing of it may change. */
const text = (provider: string, status = "200") => `{ "provider": {"name": "${provider}"},
  "consumer": {"name":"shop"}, "interactions": [ {"description": "one",
  "request": {"method":"GET","path":"/"}, "response": {"status": ${status}, "body": {"10": 1.0, "9": 1e2}}} ],
  "metadata": { "pactSpecification": { "version": "3.0.0" } } }`;

/** Mounted at a path; the broker believes that it is elsewhere. */
const index = {
  _links: { "pb:publish-contracts": { href: "http://internal:9292/broker/contracts/publish" } },
};

const published = {
  notices: [
    { type: "debug", text: "Created shop version 1" },
    { type: "success", text: "Contract published\nNext steps:" },
  ],
  _links: { "pb:contracts": [{ href: "http://internal:9292/broker/pacts/1" }] },
};

const conflict = {
  notices: [{ type: "error", text: "Cannot change the content of the pact for shop version 1" }],
  errors: { contracts: ["Cannot change the content of the pact for shop version 1, and more"] },
};

async function publish(
  args: readonly string[],
  {
    answer = () => ({ body: published }),
    files = { "shop.json": text("orders") },
    env = {},
    prepare = () => undefined,
  }: {
    answer?: (asked: Asked) => { status?: number; body: unknown };
    files?: Record<string, string>;
    env?: Record<string, string>;
    prepare?: (cwd: string) => void;
  } = {},
): Promise<CliOutcome & { server: AnsweringServer; bodies: Record<string, unknown>[] }> {
  const server = await answering((asked) =>
    asked.method === "GET" ? { body: index } : answer(asked),
  );
  return inTemporaryFolder(async (cwd) => {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
      writeFileSync(path.join(cwd, name), content);
    }
    prepare(cwd);
    const outcome = await runCli(["publish", ...args, "-b", `${server.url}/broker`], { cwd, env });
    const bodies = server.asked
      .filter(({ method }) => method === "POST")
      .map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    return { ...outcome, server, bodies };
  });
}

function contentOf(body: Record<string, unknown>): string {
  const [contract] = body.contracts as [{ content: string }];
  return Buffer.from(contract.content, "base64").toString();
}

test("one request for a pair, the pact as its file has it", async () => {
  const { code, stdout, stderr, server, bodies } = await publish([
    ...["-a", "1", "--branch", "main", "-t", "a,b", "--tag", "c"],
    ...["--build-url", "https://ci.test/7", "shop.json"],
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(server.asked.map((asked) => `${asked.method} ${asked.path}`)).toEqual([
    "GET /broker/",
    "POST /broker/contracts/publish",
  ]);
  expect(bodies).toEqual([
    {
      pacticipantName: "shop",
      pacticipantVersionNumber: "1",
      branch: "main",
      buildUrl: "https://ci.test/7",
      tags: ["a", "b", "c"],
      contracts: [
        {
          consumerName: "shop",
          providerName: "orders",
          specification: "pact",
          contentType: "application/json",
          content: Buffer.from(text("orders")).toString("base64"),
          onConflict: "overwrite",
        },
      ],
    },
  ]);
  expect(stdout).toBe(
    [
      "published  shop with orders, version 1, branch main, tag a, tag b, tag c",
      "  shop.json",
      "  debug  Created shop version 1",
      "  success  Contract published",
      "    Next steps:",
      "",
      "ok  1 pact",
      "",
    ].join("\n"),
  );
});

test("files of one pair are published together, pairs by themselves", async () => {
  const more = text("orders").replace('"one"', '"two"');
  const { bodies } = await publish(["-a", "1", "--merge", "."], {
    files: { "a.json": text("orders"), "b.json": more, "c.json": text("users") },
  });
  expect(bodies.map(({ contracts }) => (contracts as { onConflict: string }[])[0])).toMatchObject([
    { providerName: "orders", onConflict: "merge" },
    { providerName: "users", onConflict: "merge" },
  ]);
  expect(contentOf(bodies[0]!).match(/"description":"\w+"/g)).toHaveLength(2);
  expect(contentOf(bodies[0]!)).toContain('"10":1.0');
  expect(contentOf(bodies[1]!)).toBe(text("users"));
});

test("a pact that the broker refuses: 1, and the others are published", async () => {
  const { code, stdout, bodies } = await publish(["-a", "1", ".", "--output", "json"], {
    files: { "a.json": text("orders"), "b.json": text("users") },
    answer: ({ body }) =>
      contentOf(JSON.parse(body) as Record<string, unknown>).includes('"orders"')
        ? { status: 409, body: conflict }
        : { body: published },
  });
  expect(code).toBe(1);
  expect(bodies).toHaveLength(2);
  expect(JSON.parse(stdout)).toEqual({
    ok: false,
    version: "1",
    tags: [],
    pacts: [
      {
        consumer: "shop",
        provider: "orders",
        files: ["a.json"],
        result: "refused",
        notices: conflict.notices,
      },
      {
        consumer: "shop",
        provider: "users",
        files: ["b.json"],
        result: "published",
        url: "http://internal:9292/broker/pacts/1",
        notices: published.notices,
      },
    ],
  });
});

test("what the broker does not understand: 2", async () => {
  const errors = { pacticipantVersionNumber: ["is missing"] };
  const { code, stdout, stderr } = await publish(["-a", "1", "shop.json"], {
    answer: () => ({ status: 400, body: { errors } }),
  });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("pacticipantVersionNumber: is missing");
});

test("nothing is published where a file is no pact", async () => {
  const files = { "a.json": text("orders"), "b.json": "{}" };
  const { code, server } = await publish(["-a", "1", "."], { files });
  expect(code).toBe(2);
  expect(server.asked).toEqual([]);
});

test("version, branch and build of a CI", async () => {
  const env = {
    GITHUB_SHA: "c0ffee",
    GITHUB_REF: "refs/heads/main",
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_RUN_ID: "7",
  };
  const { bodies } = await publish(["-r", "--tag-with-git-branch", "shop.json"], { env });
  expect(bodies).toMatchObject([
    {
      pacticipantVersionNumber: "c0ffee",
      branch: "main",
      tags: ["main"],
      buildUrl: "https://github.com/o/r/actions/runs/7",
    },
  ]);
});

test("version and branch of git; what is said counts before them", async () => {
  const prepare = (cwd: string): void => {
    const git = (...args: string[]) => execFileSync("git", args, { cwd });
    git("init", "--quiet", "--initial-branch=trunk");
    git("-c", "user.email=a@b.test", "-c", "user.name=a", "commit", "-qm1", "--allow-empty");
  };
  const said = await publish(["-r", "-a", "2", "shop.json"], { prepare });
  expect(said.bodies).toMatchObject([{ pacticipantVersionNumber: "2", branch: "trunk" }]);
  const found = await publish(["-r", "--branch", "b", "shop.json"], { prepare });
  expect(found.bodies).toMatchObject([
    { pacticipantVersionNumber: expect.stringMatching(/^[0-9a-f]{40}$/) as string, branch: "b" },
  ]);
});

test("outside of git and CI there is nothing to detect", async () => {
  const { code, stderr } = await publish(["-r", "shop.json"]);
  expect(code).toBe(2);
  expect(stderr).toContain("neither the CI's variables nor git tell the commit");
});

test("the pacts of the configuration are published where none is named", async () => {
  const { bodies } = await publish(["-a", "1"], {
    files: {
      "concordat.config.json": JSON.stringify({ services: {}, pacts: "written" }),
      "written/shop.json": text("orders"),
    },
  });
  expect(bodies).toHaveLength(1);
});
