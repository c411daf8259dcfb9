/** The official verifiers, with the embedded broker and a provider that answers as it is told. */
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { play } from "./history.ts";
import { actsOverHttp } from "./history-http.ts";
import { serveBroker, type Told } from "./serve.ts";

const root = path.resolve(import.meta.dirname, "../..");

interface Stage {
  broker: string;
  /** Of the provider. */
  provider: string;
}

/** @param answers the paths that the provider knows */
async function stage(history: string, answers: readonly string[]): Promise<Stage> {
  const { url, close } = await serveBroker();
  onTestFinished(close);
  await play(history, actsOverHttp(url));
  const server = createServer((request, response) => {
    response.writeHead(answers.includes(request.url ?? "") ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { broker: url, provider: `http://127.0.0.1:${port}` };
}

function run(command: string, args: readonly string[]): Promise<Told> {
  return new Promise((resolve) => {
    execFile(
      command,
      [...args],
      { cwd: root, encoding: "utf8", env: { ...process.env, PACT_DO_NOT_TRACK: "true" } },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ code, stdout, stderr });
      },
    );
  });
}

/** `pact verifier`, asking the broker for the pacts of P. */
function verifier({ broker, provider }: Stage, ...args: string[]): Promise<Told> {
  const { port } = new URL(provider);
  return run(path.join(root, "node_modules/.bin/pact"), [
    ...["verifier", "--broker-url", broker, "--provider-name", "P", "--hostname", "127.0.0.1"],
    ...["--port", port, "--no-colour", ...args],
  ]);
}

const MAIN = ["--consumer-version-selectors", JSON.stringify({ mainBranch: true })];
const PUBLISH = ["--publish", "--provider-version", "7", "--provider-branch", "main"];

const TWO_BRANCHES = `
  publish C 1 -> P content x branch main
  publish C 2 -> P content y branch feat`;

/** `consumer version / provider version: success`, of every row of the pair. */
async function rows(broker: string): Promise<string[]> {
  const query = "q[][pacticipant]=C&q[][pacticipant]=P";
  const response = await fetch(`${broker}/matrix?${query}`);
  const { matrix } = (await response.json()) as {
    matrix: {
      consumer: { version: { number: string } };
      provider: { version: { number: string } | null };
      verificationResult: { success: boolean } | null;
    }[];
  };
  return matrix
    .map(({ consumer, provider, verificationResult }) => {
      const outcome = verificationResult === null ? "unknown" : verificationResult.success;
      return `${consumer.version.number} / ${provider.version?.number}: ${outcome}`;
    })
    .sort();
}

describe("pact verifier", () => {
  test("success is published, with branch and tag", async () => {
    const at = await stage("publish C 1 -> P content x branch main", ["/x"]);
    const told = await verifier(at, ...MAIN, ...PUBLISH, "--provider-tags", "dev");
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toContain("latest version from the main branch 'main' (1)");
    expect(await rows(at.broker)).toEqual(["1 / 7: true"]);
    const version = await fetch(`${at.broker}/pacticipants/P/versions/7`);
    expect(await version.json()).toMatchObject({
      _embedded: { branchVersions: [{ name: "main" }], tags: [{ name: "dev" }] },
    });
  });

  test("failure is published, and fails", async () => {
    const at = await stage("publish C 1 -> P content x branch main", []);
    const told = await verifier(at, ...MAIN, ...PUBLISH);
    expect(told).toMatchObject({ code: 1 });
    expect(await rows(at.broker)).toEqual(["1 / 7: false"]);
  });

  test("failure of a pending pact is published, and passes", async () => {
    const at = await stage("publish C 1 -> P content x branch main", []);
    const told = await verifier(at, ...MAIN, ...PUBLISH, "--enable-pending");
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toContain("This pact is in pending state for this version of P");
    expect(told.stdout).toContain("This pact is still in pending state for any version of P");
    expect(await rows(at.broker)).toEqual(["1 / 7: false"]);
  });

  test("failure of a pact that was verified before fails", async () => {
    const history = `
      publish C 1 -> P content x branch main
      verify C/P x by P 6 ok branch main`;
    const at = await stage(history, []);
    const told = await verifier(at, ...MAIN, ...PUBLISH, "--enable-pending");
    expect(told).toMatchObject({ code: 1 });
    expect(told.stdout).toContain("This pact has previously been successfully verified by");
  });

  test("work in progress passes, and stays work in progress", async () => {
    const history = `
      publish C 1 -> P content x branch main
      verify C/P x by P 6 ok branch main
      publish C 2 -> P content y branch feat`;
    const at = await stage(history, ["/x", "/y"]);
    const options = [...MAIN, "--enable-pending", "--include-wip-pacts-since", "2020-01-01"];
    const told = await verifier(at, ...options, ...PUBLISH);
    expect(told).toMatchObject({ code: 0 });
    expect(told.stdout).toContain("'work in progress' pact");
    expect(await rows(at.broker)).toEqual(["1 / 6: true", "1 / 7: true", "2 / 7: true"]);
    // A success that was not asked for does not make the pact one that counts.
    const again = await fetch(`${at.broker}/pacts/provider/P/for-verification`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        consumerVersionSelectors: [{ mainBranch: true }],
        providerVersionBranch: "main",
        includePendingStatus: true,
        includeWipPactsSince: "2020-01-01",
      }),
    });
    expect(await again.json()).toMatchObject({
      _embedded: { pacts: [{}, { verificationProperties: { wip: true, pending: true } }] },
    });
  });

  test("without selectors it asks in the old way, for the latest", async () => {
    expect(await verifier(await stage(TWO_BRANCHES, ["/y"]))).toMatchObject({ code: 0 });
  });

  test.each([
    ["a provider that nobody knows", "version Other 1"],
    ["a provider without pacts", "version P 1"],
  ])("%s is an error, unless that is ignored", async (_, history) => {
    const at = await stage(history, []);
    const told = await verifier(at, ...MAIN);
    expect(told.code).toBe(1);
    expect(told.stdout + told.stderr).toMatch(/No pacts (found )?for provider 'P'/);
    expect(await verifier(at, ...MAIN, "--ignore-no-pacts-error")).toMatchObject({ code: 0 });
  });
});

describe("@pact-foundation/pact", () => {
  const verify = ({ broker, provider }: Stage, options: object): Promise<Told> =>
    run(process.execPath, [
      path.join(import.meta.dirname, "verifier-process.ts"),
      JSON.stringify({
        provider: "P",
        providerBaseUrl: provider,
        pactBrokerUrl: broker,
        consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
        publishVerificationResult: true,
        providerVersion: "7",
        providerVersionBranch: "main",
        ...options,
      }),
    ]);

  test.each<[string, string[], object, number, string]>([
    ["success", ["/x"], {}, 0, "1 / 7: true"],
    ["failure", [], {}, 1, "1 / 7: false"],
    ["failure of a pending pact", [], { enablePending: true }, 0, "1 / 7: false"],
  ])("%s", async (_, answers, options, code, row) => {
    const at = await stage("publish C 1 -> P content x branch main", answers);
    expect(await verify(at, options)).toMatchObject({ code });
    expect(await rows(at.broker)).toEqual([row]);
  });

  test("without selectors: the main branch of the consumer", async () => {
    const at = await stage(TWO_BRANCHES, ["/x"]);
    expect(await verify(at, { consumerVersionSelectors: [] })).toMatchObject({ code: 0 });
    expect(await rows(at.broker)).toEqual(["1 / 7: true", "2 / undefined: unknown"]);
  });
});
