/** A release, from the command line to the embedded broker; the official one sees the same. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { PublishResult } from "../../../src/cli/publish.ts";
import type { StaticResults } from "../../../src/cli/static-results.ts";
import type { VerifyResult } from "../../../src/cli/verify-result.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { pactBroker } from "../serve.ts";
import { answering } from "./answering-server.ts";
import { embeddedBroker } from "./ask-embedded.ts";
import { petsContract, petsPact } from "./broker-of-pets.ts";

/** Without what a broker adds. */
function written(ids: readonly string[], member?: string): string {
  const { _links: _, ...pact } = petsPact(ids, member) as Record<string, unknown>;
  const interactions = (pact.interactions as Record<string, unknown>[]).map(
    ({ _id: id, ...interaction }) => interaction,
  );
  return JSON.stringify({ ...pact, interactions });
}

// The official command line takes the version for the pacticipant's where it follows at once.
const question = (version: string): string[] => [
  ...["can-i-deploy", "-a", "shop", "--version", version, "--to-environment", "prod"],
];

test("published, verified, asked for and deployed; a break is told, and mended", async () => {
  const { url, concordat, json } = await embeddedBroker();
  const provider = await answering(({ path: asked }) => {
    const id = asked.split("/").at(-1);
    return id === "p9" ? { status: 500, body: {} } : { body: { id } };
  });
  await inTemporaryFolder(async (cwd) => {
    const services = { pets: { contract: "pets.json", provider: { url: provider.url } } };
    writeFileSync(path.join(cwd, "concordat.config.json"), JSON.stringify({ services }));
    writeFileSync(path.join(cwd, "pets.json"), JSON.stringify(petsContract));
    const publish = async (
      version: string,
      branch: string,
      text: string,
    ): Promise<PublishResult> => {
      writeFileSync(path.join(cwd, "shop.json"), text);
      return json(["publish", "-a", version, "--branch", branch, "shop.json"], cwd);
    };
    const verify = async (version: string, ...flags: string[]): Promise<VerifyResult> =>
      json(["verify", "--publish", "--provider-version", version, ...flags], cwd);
    /** Ours and the official one agree; what ours says. */
    const ask = async (version: string): Promise<number> => {
      const ours = await concordat(question(version));
      const official = await pactBroker(url, question(version));
      expect(official.code).toBe(ours.code);
      return ours.code;
    };

    expect(await publish("1", "main", written(["p1"]))).toMatchObject({
      ok: true,
      pacts: [{ result: "published" }],
    });
    expect(await publish("1", "main", written(["p2"]))).toMatchObject({
      ok: false,
      pacts: [{ result: "refused" }],
    });
    await concordat(["create-environment", "--name", "prod", "--production"]);
    expect(await ask("1")).toBe(1);

    expect(await verify("10", "--provider-branch", "main")).toMatchObject({
      ok: true,
      pacts: [{ consumer: "shop", result: "verified", published: true, pending: false }],
    });
    expect(await ask("1")).toBe(1);
    const prod = ["--environment", "prod"];
    await concordat(["record-deployment", "-a", "pets", "-e", "10", ...prod]);
    expect(await ask("1")).toBe(0);
    await concordat(["record-deployment", "-a", "shop", "-e", "1", ...prod]);

    // A branch expects what the provider does not do.
    await publish("2", "feature", written(["p1", "p9"]));
    const selector = ["--consumer-version-selector", '{"branch":"feature"}'];
    const pending = await verify(
      "10",
      "--enable-pending",
      "--provider-branch",
      "main",
      ...selector,
    );
    expect(pending).toMatchObject({
      ok: true,
      pacts: [{ result: "failed", published: true, pending: true }],
    });
    expect(await ask("2")).toBe(1);
    const { stdout } = await concordat(question("2"));
    expect(stdout).toMatch(/^shop +\| 2 +\| pets +\| 10 +\| false +\| 1$/m);
    expect(stdout).toMatch(/^error {2}/m);
    expect(stdout).toMatch(/^no {2}1 row: 0 verified, 1 failed, 0 unknown$/m);

    await publish("3", "feature", written(["p1", "p3"]));
    expect(await ask("3")).toBe(1);
    await verify("10", ...selector);
    expect(await ask("3")).toBe(0);
  });
});

test("a static result lets a version be deployed, and stands back behind a run", async () => {
  const { concordat, json } = await embeddedBroker();
  const provider = await answering(({ path: asked }) => ({ body: { id: asked.slice(6) } }));
  await inTemporaryFolder(async (cwd) => {
    const services = { pets: { contract: "pets.json", provider: { url: provider.url } } };
    writeFileSync(path.join(cwd, "concordat.config.json"), JSON.stringify({ services }));
    writeFileSync(path.join(cwd, "pets.json"), JSON.stringify(petsContract));
    writeFileSync(path.join(cwd, "shop.json"), written(["p1"]));
    await concordat(["publish", "-a", "1", "--branch", "main", "shop.json"], cwd);
    const state = async (version: string): Promise<StaticResults> =>
      json(["publish", "--static-results", "--provider-version", version], cwd);
    const both = ["can-i-deploy", "-a", "shop", "-e", "1", "-a", "pets", "-e"];

    expect(await state("10")).toMatchObject({
      pacts: [{ verdict: "compatible", published: true }],
    });
    expect((await concordat([...both, "10"])).code).toBe(0);
    expect(await state("10")).toMatchObject({ pacts: [{ published: true }] });
    await concordat(["verify", "--publish", "--provider-version", "10"], cwd);
    expect(await state("10")).toMatchObject({
      pacts: [{ published: false, reason: "there is a result of a run" }],
    });
    expect(await state("11")).toMatchObject({ pacts: [{ published: true }] });
  });
});

test("interactions that two jobs publish are merged", async () => {
  const { concordat, json } = await embeddedBroker();
  await inTemporaryFolder(async (cwd) => {
    for (const id of ["p1", "p2"]) {
      writeFileSync(path.join(cwd, `${id}.json`), written([id]));
      const { code } = await concordat(["publish", "-a", "1", "--merge", `${id}.json`], cwd);
      expect(code).toBe(0);
    }
    // The same, by one job that has both files.
    const once = await json<PublishResult>(["publish", "-a", "1", "p1.json", "p2.json"], cwd);
    expect(once).toMatchObject({ ok: true, pacts: [{ files: ["p1.json", "p2.json"] }] });
  });
});
