/** `concordat verify --broker`: what is asked, run and published. */
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import packageJson from "../../../package.json" with { type: "json" };
import type { VerifyResult } from "../../../src/cli/verify-result.ts";
import { type PetsOutcome, petsPact, runWithPets } from "./broker-of-pets.ts";

const VERIFY = ["verify", "--format", "json"];
const PUBLISH = [...VERIFY, "--publish", "--provider-version", "2"];

const resultOf = ({ stdout, stderr }: PetsOutcome): VerifyResult => {
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout) as VerifyResult;
};

/** What changes the broker. */
const writesOf = ({ asked }: PetsOutcome): PetsOutcome["asked"] =>
  asked.filter(([request]) => !/^GET |for-verification$/.test(request));

const verifiedBy = { implementation: "concordat", version: packageJson.version };

test("a pact that passes is published as such, under the version, its branch and its tags", async () => {
  const more = [
    "--provider-branch",
    "main",
    "--provider-tags",
    "a,b",
    "--build-url",
    "https://ci/1",
  ];
  const outcome = await runWithPets([...PUBLISH, ...more]);
  expect(resultOf(outcome)).toMatchObject({
    ok: true,
    edges: [],
    pacts: [
      {
        consumer: "shop",
        provider: "pets",
        file: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/pacts\/shop$/) as string,
        interactions: 1,
        result: "verified",
        pending: false,
        published: true,
        findings: [],
      },
    ],
  });
  expect(outcome.code).toBe(0);
  expect(outcome.asked).toEqual([
    ["GET /"],
    [
      "POST /pacts/provider/pets/for-verification",
      {
        includePendingStatus: false,
        consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
        providerVersionBranch: "main",
        providerVersionTags: ["a", "b"],
      },
    ],
    ["GET /pacts/shop/metadata/abc"],
    ["GET /pacticipants/pets"],
    ["PUT /pets/branches/main/versions/2", {}],
    ["PUT /pets/versions/2/tags/a", {}],
    ["PUT /pets/versions/2/tags/b", {}],
    [
      "POST /pacts/shop/metadata/abc/results",
      {
        success: true,
        providerApplicationVersion: "2",
        buildUrl: "https://ci/1",
        verifiedBy,
        testResults: [
          {
            interactionId: "interaction-p1",
            interactionDescription: "the pet p1",
            success: true,
          },
        ],
      },
    ],
  ]);
});

test("of a pact that fails, each interaction has its result", async () => {
  const outcome = await runWithPets(PUBLISH, { pact: petsPact(["p1", "p9"]) });
  expect(outcome.code).toBe(1);
  expect(resultOf(outcome)).toMatchObject({
    ok: false,
    pacts: [{ result: "failed", published: true }],
  });
  expect(writesOf(outcome)).toMatchObject([
    [
      "POST /pacts/shop/metadata/abc/results",
      {
        success: false,
        testResults: [
          { interactionId: "interaction-p1", success: true },
          {
            interactionId: "interaction-p9",
            success: false,
            mismatches: expect.arrayContaining([
              { attribute: "status", description: expect.stringContaining("500") as string },
            ]) as unknown,
          },
        ],
      },
    ],
  ]);
});

test("what is pending may fail, and its failure is published", async () => {
  const plan = { pact: petsPact(["p9"]), isPending: true };
  const outcome = await runWithPets([...PUBLISH, "--enable-pending"], plan);
  expect(outcome.code).toBe(0);
  const { ok, pacts } = resultOf(outcome);
  expect(ok).toBe(true);
  expect(pacts).toMatchObject([{ result: "failed", pending: true, published: true }]);
  expect(new Set(pacts[0]!.findings.map(({ severity }) => severity))).toEqual(new Set(["warning"]));
  expect(writesOf(outcome)).toMatchObject([[expect.anything(), { success: false }]]);
});

test("people see what the broker says of it, and what became of it", async () => {
  const plan = { pact: petsPact(["p9"]), isPending: true };
  const { stdout } = await runWithPets(
    PUBLISH.filter((word) => !/json|--format/.test(word)),
    plan,
  );
  expect(stdout).toContain("info  It is the latest of main.\ninfo  It is pending.\n");
  expect(stdout).toMatch(/^shop +pets +1 interaction +failed, pending, published +\d+ warnings?$/m);
  expect(stdout).toMatch(/^ok {2}0 edges, 1 pact: /m);
});

describe("nothing is published", () => {
  test.each([
    ["where nobody asks for it", VERIFY, {}],
    ["where a CI does not say the version", VERIFY, { env: { CI: "true" } }],
    [
      "where that is said",
      [...VERIFY, "--provider-version", "2", "--no-publish"],
      { env: { CI: "true" } },
    ],
    ["outside of a CI", [...VERIFY, "--provider-version", "2"], { env: { CI: "false" } }],
  ])("%s", async (_, argv, plan) => {
    // --broker is said by naming one.
    const outcome = await runWithPets(argv, plan);
    expect(resultOf(outcome).pacts).toMatchObject([{ result: "verified", published: false }]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("of a provider that is not there", async () => {
    const provider = { url: "http://127.0.0.1:9" };
    const outcome = await runWithPets(PUBLISH, { provider });
    expect(outcome.code).toBe(1);
    expect(resultOf(outcome).pacts).toMatchObject([
      { result: "failed", published: false, findings: [{ code: "provider.unreachable" }] },
    ]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("of a mock of the contract", async () => {
    const plan = { provider: "mock", env: { CI: "1" } };
    const outcome = await runWithPets([...VERIFY, "--provider-version", "2"], plan);
    expect(resultOf(outcome).pacts).toMatchObject([
      { result: "self-consistent", published: false },
    ]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("of a mock that a pact fails with", async () => {
    const plan = { provider: "mock", env: { CI: "1" }, pact: petsPact(["p1"], "owner") };
    const outcome = await runWithPets([...VERIFY, "--provider-version", "2"], plan);
    expect(resultOf(outcome).pacts).toMatchObject([{ result: "failed", published: false }]);
    expect(writesOf(outcome)).toEqual([]);
  });

  test("of a mock, whoever asks for it", async () => {
    const { code, stderr, asked } = await runWithPets(PUBLISH, { provider: "mock" });
    expect(code).toBe(2);
    expect(stderr).toContain("pets is the mock of its own contract");
    expect(asked).toEqual([]);
  });
});

test("a CI that says the version publishes", async () => {
  const plan = { env: { CI: "true" } };
  const outcome = await runWithPets([...VERIFY, "--provider-version", "2"], plan);
  expect(resultOf(outcome).pacts).toMatchObject([{ published: true }]);
  expect(writesOf(outcome)).toHaveLength(1);
});

describe("from a work tree that is dirty", () => {
  // The configuration is in no commit.
  const prepare = (cwd: string): void => void execFileSync("git", ["init", "--quiet"], { cwd });

  test("nothing is run, and nothing asked", async () => {
    const { code, stderr, asked } = await runWithPets(PUBLISH, { prepare });
    expect(code).toBe(2);
    expect(stderr).toContain("usage.invalid\n  results would be published of files");
    expect(stderr).toContain("?? concordat.config.json\n");
    expect(asked).toEqual([]);
  });

  test("--allow-dirty publishes", async () => {
    const outcome = await runWithPets([...PUBLISH, "--allow-dirty"], { prepare });
    expect(writesOf(outcome)).toHaveLength(1);
  });

  test("pacts are verified without being published", async () => {
    expect((await runWithPets(VERIFY, { prepare })).code).toBe(0);
  });
});

test("the broker is told which pacts are wanted", async () => {
  const { asked } = await runWithPets([
    ...VERIFY,
    ...["--consumer-version-selector", '{"branch":"a"}'],
    ...["--consumer-version-selector", '[{"tag":"b","latest":true}]'],
    ...["--enable-pending", "--include-wip-pacts-since", "2026-01-31", "--provider-branch", "x"],
  ]);
  expect(asked[1]).toEqual([
    "POST /pacts/provider/pets/for-verification",
    {
      includePendingStatus: true,
      consumerVersionSelectors: [{ branch: "a" }, { tag: "b", latest: true }],
      providerVersionBranch: "x",
      includeWipPactsSince: "2026-01-31",
    },
  ]);
});

describe("no pact", () => {
  test("that the broker has: 1", async () => {
    const outcome = await runWithPets(VERIFY, { isKnown: false });
    expect(outcome.code).toBe(1);
    expect(resultOf(outcome).findings).toMatchObject([
      { code: "verify.nothing-to-check", message: "the broker has no pact for the providers" },
    ]);
  });

  test("--allow-empty: 0", async () => {
    expect((await runWithPets([...VERIFY, "--allow-empty"], { isKnown: false })).code).toBe(0);
  });

  test("of the pair that is asked for", async () => {
    const { code } = await runWithPets([...VERIFY, "web:pets"]);
    expect(code).toBe(1);
    expect((await runWithPets([...VERIFY, "shop:pets"])).code).toBe(0);
  });
});

test.each([
  [["--consumer-version-selector", "main"], "--consumer-version-selector is no JSON object: main"],
  [["--consumer-version-selector", "7"], "--consumer-version-selector is no JSON object: 7"],
  [["--publish"], "--publish: no version of the provider is said"],
  [["--provider", "other"], "there is no provider other to run; choose pets"],
  [["shop:nobody"], "there is no provider nobody to run; choose pets"],
  [["shop"], '"shop" is no pair'],
])("%j is refused", async (flags, sentence) => {
  const { code, stdout, stderr } = await runWithPets([...VERIFY, ...flags]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(`usage.invalid\n  ${sentence}\n`);
});
