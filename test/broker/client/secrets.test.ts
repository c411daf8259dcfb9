/** No credential is in anything that a command prints or writes. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../run-cli.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { answering } from "./answering-server.ts";

const PASSWORD = "swordfish/1";
const TOKEN = "tok3n-tok3n";
const HEADER = "k3y-k3y-k3y";
const BASIC = Buffer.from(`someone:${PASSWORD}`).toString("base64");
const SECRET = new RegExp([PASSWORD, encodeURIComponent(PASSWORD), TOKEN, HEADER, BASIC].join("|"));

const pact = {
  consumer: { name: "shop" },
  provider: { name: "orders" },
  interactions: [],
  metadata: { pactSpecification: { version: "4.0" } },
};

const COMMANDS = [
  ["publish", "-a", "1", "shop.json"],
  ["can-i-deploy", "-a", "shop", "-e", "1"],
  ["can-i-merge", "-a", "shop", "-e", "1"],
  ["record-deployment", "-a", "shop", "-e", "1", "--environment", "prod"],
  ["record-undeployment", "-a", "shop", "--environment", "prod"],
  ["record-release", "-a", "shop", "-e", "1", "--environment", "prod"],
  ["record-support-ended", "-a", "shop", "-e", "1", "--environment", "prod"],
  ["create-environment", "--name", "prod"],
  ["list-environments"],
  ["verify", "--broker", "--provider", "orders"],
  ["publish", "--static-results", "--provider-version", "1", "--provider", "orders"],
];

const CONFIGURATION = {
  services: { orders: { contract: "orders.json", provider: { url: "http://127.0.0.1:9" } } },
};

const CONTRACT = { openapi: "3.1.0", info: { title: "Orders", version: "1" }, paths: {} };

type Way = [flags: (url: string) => string[], env: Record<string, string>, header: string];

const WAYS: Record<string, Way> = {
  "flags for a name": [(url) => ["-b", url, "-u", "someone", "-p", PASSWORD], {}, `Basic ${BASIC}`],
  "a flag for a token": [(url) => ["-b", url, "-k", TOKEN], {}, `Bearer ${TOKEN}`],
  variables: [(url) => ["-b", url], { PACT_BROKER_TOKEN: TOKEN }, `Bearer ${TOKEN}`],
  "the URL": [
    (url) => ["-b", url.replace("//", `//someone:${encodeURIComponent(PASSWORD)}@`)],
    {},
    `Basic ${BASIC}`,
  ],
};

/** What the server says back, with what it was told in it. */
const ANSWERS: Record<string, number> = { "an answer": 200, "no resource": 404, "a refusal": 403 };

describe.each(Object.keys(WAYS))("credentials from %s", (way) => {
  describe.each(Object.keys(ANSWERS))("to %s", (answer) => {
    test.each(COMMANDS.map((command) => [command]))("%j", async (command) => {
      const [flags, env, header] = WAYS[way]!;
      const server = await answering(({ authorization }) => {
        const [, credentials = ""] = authorization!.split(" ");
        const decoded = Buffer.from(credentials, "base64").toString();
        const said = `${authorization} ${HEADER} ${decoded}`;
        return {
          status: ANSWERS[answer]!,
          // A success tells what it was asked for and no more.
          body: answer === "an answer" ? { _links: {} } : { errors: [said], notices: [] },
        };
      });
      await inTemporaryFolder(async (cwd) => {
        for (const [name, value] of Object.entries({
          "shop.json": pact,
          "concordat.config.json": CONFIGURATION,
          "orders.json": CONTRACT,
        })) {
          writeFileSync(path.join(cwd, name), JSON.stringify(value));
        }
        const more = ["--custom-header", `X-Key: ${HEADER}`, "--verbose", "--format", "json"];
        const argv = [...command, ...flags(server.url), ...more, "--report", "json=report.json"];
        const { stdout, stderr } = await runCli(argv, { cwd, env });
        // The server was asked, and saw the credentials: there was something to show.
        expect(server.asked[0]?.authorization).toBe(header);
        expect(stderr).toContain(`broker  ${server.asked[0]!.method} http://127.0.0.1:`);
        const files = readdirSync(cwd).map((name) => readFileSync(path.join(cwd, name), "utf8"));
        expect([stdout, stderr, ...files].filter((text) => SECRET.test(text))).toEqual([]);
      });
    });
  });
});
