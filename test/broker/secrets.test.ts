/**
 * A broker with every kind of secret, used in every way: none of them is told anywhere.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { pactText } from "./history.ts";
import { startReceiver } from "./webhooks/receiver.ts";

const SECRETS = {
  password: "writer-pa55word",
  readOnlyPassword: "reader-pa55word",
  token: "writer-t0ken",
  readOnlyToken: "reader-t0ken",
  webhookPassword: "webhook-pa55word",
  webhookHeader: "webhook-t0ken",
  wrongPassword: "wr0ng-password",
};

const CREDENTIALS = {
  PACT_BROKER_BASIC_AUTH_USERNAME: "writer",
  PACT_BROKER_BASIC_AUTH_PASSWORD: SECRETS.password,
  PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME: "reader",
  PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD: SECRETS.readOnlyPassword,
  CONCORDAT_BROKER_TOKEN: SECRETS.token,
  CONCORDAT_BROKER_READ_ONLY_TOKEN: SECRETS.readOnlyToken,
};

const bin = path.resolve(import.meta.dirname, "../../bin/concordat.js");

test("no secret is in any output, page, log, error, data file or backup", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "concordat-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    path.join(folder, "pact.json"),
    pactText({ consumer: "Foo", provider: "Bar", content: "a" }),
  );
  // It says back what it was told, as some do.
  const receiver = await startReceiver((response, { headers }) =>
    response.end(JSON.stringify(headers)),
  );
  const told: string[] = [];

  const { child, url, output } = await startBroker(folder, receiver.url);
  const concordat = async (args: string[], env: Record<string, string> = {}): Promise<void> => {
    told.push(await run([...args, "--verbose", "--retries", "1", "-b", url], folder, env));
  };
  const version = ["-a", "Foo", "-e", "1"];
  const asUser = ["-u", "writer", "-p", SECRETS.password];
  await concordat(["publish", "pact.json", "-a", "1", "--branch", "main", ...asUser]);
  await concordat(["can-i-deploy", ...version], { PACT_BROKER_TOKEN: SECRETS.readOnlyToken });
  await concordat(["can-i-deploy", ...version, "--output", "json"], {
    PACT_BROKER_USERNAME: "reader",
    PACT_BROKER_PASSWORD: SECRETS.readOnlyPassword,
  });
  await concordat(["create-environment", "--name", "live", "-k", SECRETS.token]);
  // Refused: wrong, not allowed to, and with the credentials in the URL.
  await concordat(["can-i-deploy", ...version, "-u", "writer", "-p", SECRETS.wrongPassword]);
  await concordat(["create-environment", "--name", "b", "-k", SECRETS.readOnlyToken]);
  const withInfo = url.replace("//", `//writer:${SECRETS.password}@`);
  told.push(await run(["list-environments", "--verbose", "-b", withInfo], folder));
  const nowhere = `http://writer:${SECRETS.password}@127.0.0.1:1`;
  told.push(await run(["list-environments", "--retries", "1", "-b", nowhere], folder));

  const ask = async (method: string, target: string, body?: object, accept?: string) => {
    const response = await fetch(target.startsWith("http") ? target : url + target, {
      method,
      headers: {
        authorization: `Bearer ${SECRETS.token}`,
        accept: accept ?? "application/hal+json",
        "content-type": "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    told.push(JSON.stringify([...response.headers]), text);
    return text;
  };
  const made = await ask("POST", "/webhooks", {
    events: [{ name: "contract_published" }],
    request: {
      method: "POST",
      url: `${receiver.url}/told`,
      username: "hook",
      password: SECRETS.webhookPassword,
      headers: { "X-Api-Token": SECRETS.webhookHeader },
      body: { pact: `\${pactbroker.pactUrl}` },
    },
  });
  const { _links: links } = JSON.parse(made) as { _links: Record<string, { href: string }> };
  await ask("GET", links.self!.href);
  await ask("GET", "/webhooks");
  await ask("POST", links["pb:execute"]!.href, {});
  expect(receiver.received.length).toBeGreaterThan(0);
  for (const page of [
    "/",
    "/matrix",
    "/pacticipants/Foo",
    "/pacts/provider/Bar/consumer/Foo/latest",
  ]) {
    await ask("GET", page, undefined, "text/html");
    await ask("GET", page);
  }
  await ask("POST", "/contracts/publish", { token: SECRETS.token });

  told.push(await run(["broker", "backup", "backup.sqlite", "--data", "broker.sqlite"], folder));
  const files = (): string[] =>
    readdirSync(folder)
      .filter((name) => name !== "broker.sqlite.key")
      .map((name) => readFileSync(path.join(folder, name)).toString("latin1"));
  const whileRunning = files();
  child.kill("SIGTERM");
  await once(child, "exit");

  expect(readdirSync(folder)).toContain("backup.sqlite");
  const everything = [...told, output(), ...whileRunning, ...files()].join("\n");
  // What the test looks for would be found: the names beside the secrets are.
  expect(everything).toContain("hook");
  expect(told.join("\n")).toContain("401");
  for (const [name, secret] of Object.entries(SECRETS)) {
    for (const [how, form] of formsOf(secret)) {
      expect(everything.includes(form), `${name} ${how}`).toBe(false);
    }
  }
}, 60_000);

function formsOf(secret: string): [how: string, text: string][] {
  const users = ["writer", "reader", "hook"];
  return [
    ["as it is", secret],
    ["in Base64", Buffer.from(secret).toString("base64").replace(/=+$/, "")],
    ...users.map((user): [string, string] => [
      `as credentials of ${user}`,
      Buffer.from(`${user}:${secret}`).toString("base64"),
    ]),
  ];
}

async function startBroker(
  folder: string,
  receiver: string,
): Promise<{ child: ChildProcess; url: string; output: () => string }> {
  const args = ["broker", "--port", "0", "--data", "broker.sqlite", "--webhook-host", receiver];
  const child = spawn(process.execPath, ["--conditions=source", bin, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...CREDENTIALS },
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  for await (const line of createInterface({ input: child.stdout })) {
    output += line;
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return { child, url, output: () => output };
  }
  throw new Error(`the broker did not start: ${output}`);
}

async function run(
  args: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<string> {
  const child = spawn(process.execPath, ["--conditions=source", bin, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  await once(child, "close");
  return Buffer.concat(chunks).toString();
}
