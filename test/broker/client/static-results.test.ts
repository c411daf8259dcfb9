/** `concordat publish --static-results` and `--pactflow-provider-contracts`. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import type { StaticResults } from "../../../src/cli/static-results.ts";
import { runCli } from "../../run-cli.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { answering } from "./answering-server.ts";
import { type PetsOutcome, petsPact, runWithPets } from "./broker-of-pets.ts";

const PUBLISH = [
  ...["publish", "--static-results", "--provider", "pets", "--provider-version", "2"],
  ...["--format", "json"],
];

const OURS = "concordat (static comparison)";

const resultOf = ({ stdout, stderr }: PetsOutcome): StaticResults => {
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as StaticResults;
};

const writesOf = ({ asked }: PetsOutcome): PetsOutcome["asked"] =>
  asked.filter(([request]) => !/^GET |for-verification$/.test(request));

test("a pact that fits is published as a static success", async () => {
  const outcome = await runWithPets([...PUBLISH, "--provider-branch", "main"]);
  expect(outcome.code).toBe(0);
  expect(resultOf(outcome)).toMatchObject({
    ok: true,
    version: "2",
    pacts: [
      {
        consumer: "shop",
        provider: "pets",
        verdict: "compatible",
        pending: false,
        published: true,
        findings: [],
      },
    ],
  });
  expect(outcome.asked.slice(3)).toEqual([
    // Every result that there is, not the latest alone.
    ["GET /matrix?q[][pacticipant]=shop&q[][version]=7&q[][pacticipant]=pets&q[][version]=2"],
    ["GET /pacticipants/pets"],
    ["PUT /pets/branches/main/versions/2", {}],
    [
      "POST /pacts/shop/metadata/abc/results",
      {
        success: true,
        providerApplicationVersion: "2",
        verifiedBy: { implementation: OURS, version: packageJson.version },
        testResults: [
          { interactionId: "interaction-p1", interactionDescription: "the pet p1", success: true },
        ],
      },
    ],
  ]);
});

test("a pact that does not fit is published as a failure, and says why", async () => {
  const outcome = await runWithPets(PUBLISH, { pact: petsPact(["p1"], "owner") });
  expect(outcome.code).toBe(1);
  expect(resultOf(outcome)).toMatchObject({
    ok: false,
    pacts: [{ verdict: "incompatible", published: true, findings: [{ severity: "error" }] }],
  });
  expect(writesOf(outcome)).toMatchObject([
    [
      "POST /pacts/shop/metadata/abc/results",
      {
        success: false,
        testResults: [
          {
            success: false,
            mismatches: [
              {
                attribute: "body",
                identifier: "$.owner",
                description: expect.stringContaining("owner") as string,
              },
            ],
          },
        ],
      },
    ],
  ]);
});

test("one that is pending fails nothing", async () => {
  const plan = { pact: petsPact(["p1"], "owner"), isPending: true };
  const outcome = await runWithPets([...PUBLISH, "--enable-pending"], plan);
  expect(outcome.code).toBe(0);
  expect(writesOf(outcome)).toMatchObject([[expect.anything(), { success: false }]]);
});

describe("a result stands back behind", () => {
  test.each([
    [["pact-rust"]],
    [["concordat"]],
    [[OURS, "concordat"]],
    // An earlier one counts, whatever came later.
    [["@pact-foundation/pact", OURS]],
  ])("%j", async (implementations) => {
    const outcome = await runWithPets(PUBLISH, { implementations });
    expect(resultOf(outcome).pacts).toMatchObject([
      { verdict: "compatible", published: false, reason: "there is a result of a run" },
    ]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("no other static one", async () => {
    const outcome = await runWithPets(PUBLISH, { implementations: [OURS, OURS] });
    expect(resultOf(outcome).pacts).toMatchObject([{ published: true }]);
  });
});

describe("nothing is published", () => {
  test("in a dry run", async () => {
    const outcome = await runWithPets([...PUBLISH, "--dry-run"]);
    expect(resultOf(outcome).pacts).toMatchObject([{ verdict: "compatible", published: false }]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("where the broker does not tell whose pact it is", async () => {
    const { _links: links, ...pact } = petsPact() as { _links: Record<string, unknown> };
    const { "pb:consumer-version": _, ...others } = links;
    const outcome = await runWithPets(PUBLISH, { pact: { ...pact, _links: others } });
    expect(resultOf(outcome).pacts).toMatchObject([
      { published: false, reason: expect.stringContaining("does not tell") as string },
    ]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("of a pact of nothing, which nothing is known of", async () => {
    const outcome = await runWithPets(PUBLISH, { pact: petsPact([]) });
    expect(outcome.code).toBe(1);
    expect(resultOf(outcome).pacts).toMatchObject([{ verdict: "unknown", published: false }]);
  });
});

test("people read it, too", async () => {
  const { stdout } = await runWithPets(PUBLISH.slice(0, -2), { implementations: ["pact-rust"] });
  expect(stdout).toBe(
    [
      "compatible  shop with pets 2; not published: there is a result of a run",
      "",
      "ok  1 pact, 0 static results published",
      "",
    ].join("\n"),
  );
});

test.each([
  [["publish", "--static-results"], "no version of the provider is said"],
  [[...PUBLISH, "shop.json"], "--static-results takes no files"],
  [[...PUBLISH, "--provider", "nobody"], "the configuration has no contract of nobody"],
])("%j is refused", async (argv, sentence) => {
  const { code, stdout, stderr, asked } = await runWithPets(argv);
  expect({ code, stdout, asked }).toEqual({ code: 2, stdout: "", asked: [] });
  expect(stderr).toContain(sentence);
});

describe("the contract of a provider goes to PactFlow", () => {
  const CONTRACT = "openapi: 3.1.0\ninfo: { title: Pets, version: '1' }\npaths: {}\n";
  const SHARED = `${CONTRACT}components: { schemas: { A: { $ref: other.yaml } } }\n`;

  async function publish(links: object, contract = CONTRACT) {
    const server = await answering(({ method }) =>
      method === "GET"
        ? { body: { _links: links } }
        : { status: 201, body: { notices: [{ type: "success", text: "Published" }] } },
    );
    return inTemporaryFolder(async (cwd) => {
      const services = { pets: { contract: "pets.yaml" } };
      writeFileSync(path.join(cwd, "concordat.config.json"), JSON.stringify({ services }));
      writeFileSync(path.join(cwd, "pets.yaml"), contract);
      writeFileSync(path.join(cwd, "other.yaml"), "{}");
      const argv = ["publish", "--pactflow-provider-contracts", "--provider-version", "2"];
      const flags = ["--provider-branch", "main", "-b", server.url];
      return { ...(await runCli([...argv, ...flags], { cwd })), asked: server.asked };
    });
  }

  const relation = { "pf:publish-provider-contract": { href: "/contracts/{provider}/publish" } };

  test("as it is written", async () => {
    const { code, stdout, asked } = await publish(relation);
    expect(code).toBe(0);
    expect(stdout).toBe("published  pets.yaml of pets 2\n  success  Published\n\nok  1 contract\n");
    expect(asked[1]).toMatchObject({ method: "POST", path: "/contracts/pets/publish" });
    expect(JSON.parse(asked[1]!.body)).toEqual({
      pacticipantVersionNumber: "2",
      branch: "main",
      contract: {
        content: Buffer.from(CONTRACT).toString("base64"),
        specification: "oas",
        contentType: "application/yaml",
      },
    });
  });

  test("and nowhere else", async () => {
    const { code, stderr } = await publish({});
    expect(code).toBe(2);
    expect(stderr).toContain("the broker takes no contracts of providers");
  });

  test("in one document", async () => {
    const { code, stderr, asked } = await publish(relation, SHARED);
    expect({ code, asked }).toEqual({ code: 2, asked: [] });
    expect(stderr).toContain("pets.yaml refers to other.yaml, and PactFlow takes one document");
  });
});
