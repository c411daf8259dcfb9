/** Brokers behind a certificate that Node does not trust. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type CliOutcome, runCli } from "../../run-cli.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { answering } from "./answering-server.ts";
import { selfSigned } from "./certificate.ts";

const yes = {
  summary: { deployable: true, reason: "all good", success: 0, failed: 0, unknown: 0 },
  notices: [{ type: "success", text: "all good" }],
  matrix: [],
};

const certificate = selfSigned();

async function ask(
  flags: readonly string[],
  env: Record<string, string> = {},
): Promise<CliOutcome> {
  const { url } = await answering(() => ({ body: yes }), certificate);
  return inTemporaryFolder(async (cwd) => {
    writeFileSync(path.join(cwd, "ca.pem"), certificate.cert);
    writeFileSync(path.join(cwd, "other.pem"), selfSigned().cert);
    writeFileSync(path.join(cwd, "text.pem"), "no certificate");
    return runCli(["can-i-deploy", "-b", url, "-a", "shop", "-e", "1", ...flags], { cwd, env });
  });
}

describe("it is asked with", () => {
  test.each([
    ["its certificate", ["--ssl-certificate", "ca.pem"], {}],
    ["its certificate in a variable", [], { SSL_CERT_FILE: "ca.pem" }],
    ["no verification", ["--skip-ssl-verification"], {}],
    ["no verification by a variable", [], { SSL_SKIP_VERIFICATION: "true" }],
  ])("%s", async (_, flags, env) => {
    const { code, stdout } = await ask(flags, env);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "success  all good\n\nyes  0 rows: 0 verified, 0 failed, 0 unknown\n",
    });
  });
});

describe("it is not asked with", () => {
  test.each([
    ["nothing said", [], {}, "broker.unreachable"],
    ["another certificate", ["-c", "other.pem"], {}, "broker.unreachable"],
    ["a variable that says no", [], { SSL_SKIP_VERIFICATION: "false" }, "broker.unreachable"],
    ["a file that holds none", ["-c", "text.pem"], {}, "input.unreadable"],
    ["a file that is not there", ["-c", "nowhere.pem"], {}, "input.unreadable"],
  ])("%s", async (_, flags, env, why) => {
    const { code, stdout, stderr } = await ask(flags, env);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(why);
    expect(stderr).toMatch(/--ssl-certificate|nowhere\.pem|text\.pem/);
  });
});
