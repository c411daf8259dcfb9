/** `concordat can-i-deploy` and `can-i-merge`: the question, the answer and the exit code. */
import { describe, expect, test } from "vitest";
import { type CliOutcome, runCli } from "../../run-cli.ts";
import { type AnsweringServer, answering } from "./answering-server.ts";

const row = {
  consumer: { name: "shop", version: { number: "1" } },
  provider: { name: "orders", version: { number: "2.10" } },
  verificationResult: { success: false, _links: { self: { href: "http://b/results/7" } } },
};

const bare = { ...row, provider: { name: "users", version: null }, verificationResult: null };

function matrix(deployable: boolean | null): object {
  return {
    summary: { deployable, reason: "why", success: 0, failed: 1, unknown: 1 },
    notices: [
      { type: "warning", text: "It is recommended to specify the environment" },
      { type: "error", text: "The verification for the pact failed" },
    ],
    matrix: [row, { ...bare, ignored: true }],
  };
}

async function ask(
  args: readonly string[],
  answers: readonly { status?: number; body: unknown }[],
  { env = {}, command = "can-i-deploy" }: { env?: Record<string, string>; command?: string } = {},
): Promise<CliOutcome & { server: AnsweringServer }> {
  let index = 0;
  const server = await answering(() => {
    const answer = answers[Math.min(index, answers.length - 1)]!;
    index += 1;
    return answer;
  });
  const argv = [command, ...args, "-b", `${server.url}/broker/`, "--retries", "0"];
  return { ...(await runCli(argv, { cwd: import.meta.dirname, env })), server };
}

describe("it asks", () => {
  test.each([
    [
      ["-a", "shop", "-e", "1", "--to-environment", "prod"],
      "q[][pacticipant]=shop&q[][version]=1&latestby=cvpv&environment=prod",
    ],
    // Other flags may stand between the two.
    [
      ["--pacticipant", "shop", "--quiet", "--to", "prod", "--version", "1"],
      "q[][pacticipant]=shop&q[][version]=1&tag=prod&latestby=cvp&latest=true",
    ],
    [
      ["-a", "shop", "--version=1", "-a", "a/b", "--latest", "-a", "c", "-l", "dev"],
      "q[][pacticipant]=shop&q[][version]=1&q[][pacticipant]=a%2Fb&q[][latest]=true&q[][pacticipant]=c&q[][latest]=true&q[][tag]=dev&latestby=cvpv",
    ],
    [
      ["-a", "shop", "--branch", "b", "-a", "orders", "--main-branch"],
      "q[][pacticipant]=shop&q[][branch]=b&q[][pacticipant]=orders&q[][mainBranch]=true&latestby=cvpv",
    ],
    [
      ["--ignore", "x", "-a", "shop", "-e", "1", "--ignore", "y", "-e", "2"],
      "q[][pacticipant]=shop&q[][version]=1&ignore[][pacticipant]=x&ignore[][pacticipant]=y&ignore[][version]=2&latestby=cvp&latest=true",
    ],
  ])("%j", async (args, query) => {
    const { server } = await ask(args, [{ body: matrix(true) }]);
    expect(server.asked.map(({ path }) => path)).toEqual([`/broker/matrix?${query}`]);
  });

  test("with what a variable ignores", async () => {
    const env = { PACT_BROKER_CAN_I_DEPLOY_IGNORE: "x, y" };
    const { server } = await ask(["-a", "shop", "-e", "1"], [{ body: matrix(true) }], { env });
    expect(server.asked[0]!.path).toContain("ignore[][pacticipant]=x&ignore[][pacticipant]=y&");
  });

  test("whether a version can be merged", async () => {
    const args = ["-a", "shop", "-e", "1"];
    const { server } = await ask(args, [{ body: matrix(true) }], { command: "can-i-merge" });
    expect(server.asked[0]!.path).toBe(
      "/broker/matrix?q[][pacticipant]=shop&q[][version]=1&latestby=cvp&latest=true&mainBranch=true",
    );
  });
});

const SHOP = ["-a", "shop", "-e", "1"];

test("the answer as a table", async () => {
  const { stdout, stderr } = await ask(SHOP, [{ body: matrix(null) }]);
  expect(stderr).toBe("");
  expect(stdout).toBe(
    [
      "CONSUMER | C.VERSION | PROVIDER | P.VERSION | SUCCESS?      | RESULT#",
      "---------|-----------|----------|-----------|---------------|--------",
      "shop     | 1         | orders   | 2.10      | false         | 1",
      "shop     | 1         | users    | ???       | ??? [ignored] |",
      "",
      "VERIFICATION RESULTS",
      "--------------------",
      "1. http://b/results/7 (failure)",
      "",
      "warning  It is recommended to specify the environment",
      "error  The verification for the pact failed",
      "",
      "unknown  2 rows: 0 verified, 1 failed, 1 unknown",
      "",
    ].join("\n"),
  );
});

test.each([[["--output", "json"]], [["--format", "json"]]])(
  "%j: as the broker says it",
  async (flag) => {
    const { code, stdout } = await ask([...SHOP, ...flag], [{ body: matrix(false) }]);
    expect(JSON.parse(stdout)).toEqual(matrix(false));
    expect(code).toBe(1);
  },
);

describe("the exit code is", () => {
  const DRY = { PACT_BROKER_CAN_I_DEPLOY_DRY_RUN: "true" };
  const refused = { status: 400, body: { errors: ["Pacticipant shop not found"] } };
  test.each([
    [0, "yes", [], {}, { body: matrix(true) }],
    [1, "no", [], {}, { body: matrix(false) }],
    [1, "unknown", [], {}, { body: matrix(null) }],
    [0, "no, in a dry run", ["--dry-run"], {}, { body: matrix(false) }],
    [0, "no, in a dry run by a variable", [], DRY, { body: matrix(false) }],
    [2, "a refusal", [], {}, refused],
    [0, "a refusal, in a dry run", ["--dry-run"], {}, refused],
    [2, "no answer to the question", [], {}, { body: {} }],
  ])("%i: %s", async (code, _, flags, env, answer) => {
    const outcome = await ask([...SHOP, ...flags], [answer], { env });
    expect(outcome.code).toBe(code);
    if (answer === refused) expect(outcome.stderr).toContain("Pacticipant shop not found");
    if (code === 0 && answer.body !== undefined) {
      expect(outcome.stderr.includes("dry run")).toBe(flags.length > 0 || env === DRY);
    }
  });
});

describe("while it is unknown", () => {
  const unknown = { body: matrix(null) };
  test.each([
    ["it asks again, until it knows", [unknown, unknown, { body: matrix(true) }], "5", 3, 0],
    ["it asks as often as it is told", [unknown], "2", 3, 1],
    ["it does not ask again where it is no", [{ body: matrix(false) }], "5", 1, 1],
  ])("%s", async (_, answers, times, asked, code) => {
    const flags = ["--retry-while-unknown", times, "--retry-interval", "0"];
    const outcome = await ask([...SHOP, ...flags], answers);
    expect(outcome.server.asked).toHaveLength(asked);
    expect(outcome.code).toBe(code);
  });
});

test("nobody answers: 2, and it is said where", async () => {
  const argv = ["can-i-deploy", ...SHOP, "-b", "http://127.0.0.1:9/broker"];
  const { code, stdout, stderr } = await runCli(argv, { cwd: import.meta.dirname });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain("broker.unreachable\n  http://127.0.0.1:9: ");
});
