/**
 * `npm run verify` against the services that run: every edge has a pact, every pact is verified, and a
 * service that answers otherwise is told.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENT_STATES } from "../../services/verification/event-states.ts";
import { STATES } from "../../services/verification/states.ts";
import type { VerifyResult } from "../../src/cli/verify-result.ts";
import { EVENT_READS } from "../pacts/events/reads.ts";
import { isAt, placesOf } from "../pacts/places.ts";
import { READS } from "../pacts/reads.ts";
import { testChangedAnswers } from "./changed-answers.ts";
import { isOf } from "./interaction-of.ts";

const root = path.resolve(import.meta.dirname, "..", "..");

/** What is looked at of an interaction in a pact file. */
interface Interaction {
  type: string;
  providerStates?: { name: string }[];
  request: { method: string; path: string; query?: Record<string, string[]> };
  response: { status: number; body?: { content: unknown } };
  /** Of a message. */
  contents?: { content: unknown };
  metadata?: Record<string, unknown>;
}

interface PactFile {
  consumer: { name: string };
  provider: { name: string };
  interactions: Interaction[];
}

interface Run {
  code: number | null;
  result: VerifyResult;
  pacts: PactFile[];
}

const folder = mkdtempSync(path.join(os.tmpdir(), "concordat-test-"));
const pactsFolder = path.join(folder, "pacts");
afterAll(() => rmSync(folder, { recursive: true }));

/** How `npm run verify` does it: the consumers' tests write the pacts, then they are judged. */
const WITH_PACTS = ["test/run-verify.ts", "--require-pacts"];
/** With the pacts that are there. */
const ALONE = ["bin/concordat.js", "verify"];

/** @param broken what the order service's answers become; JSON to JSON, as the text of a function */
async function verifyWith(broken: string, how: readonly string[]): Promise<Run> {
  const file = path.join(folder, "concordat.config.ts");
  writeFileSync(file, configText(broken));
  const report = path.join(folder, "report.json");
  const args = [...how, "--config", file, "--root", root, "--report", `json=${report}`];
  const child = spawn(process.execPath, ["--conditions=source", ...args], {
    cwd: root,
    env: { ...process.env, CONCORDAT_PACTS: pactsFolder },
    stdio: "ignore",
  });
  const code = await new Promise<number | null>((resolve) => child.on("exit", resolve));
  const pacts = readdirSync(pactsFolder).map(
    (name) => JSON.parse(readFileSync(path.join(pactsFolder, name), "utf8")) as PactFile,
  );
  return { code, result: JSON.parse(readFileSync(report, "utf8")) as VerifyResult, pacts };
}

function configText(broken: string): string {
  return `
    import config from ${JSON.stringify(path.join(root, "concordat.config.ts"))};
    const broken: (body: any) => any = ${broken};
    const services = Object.fromEntries(Object.entries(config.services).map(([name, service]) => [
      name,
      { ...service, contract: ${JSON.stringify(`${root}/`)} + service.contract },
    ]));
    const { provider } = services["order-service"];
    services["order-service"].provider = {
      ...provider,
      async fetch(request) {
        const response = await provider.fetch(request);
        if (response.status !== 201) return response;
        return Response.json(broken(await response.json()), { status: 201 });
      },
    };
    export default { ...config, services, events: ${JSON.stringify(`${root}/`)} + config.events };
  `;
}

let run: Run;
beforeAll(async () => {
  run = await verifyWith("(body) => body", WITH_PACTS);
}, 120_000);

describe("the services as they are", () => {
  test("every pact is verified", () => {
    const { code, result } = run;
    const told = result.pacts.map((pact) => [pact.consumer, pact.provider, pact.result]);
    expect(told).toEqual(told.map(([consumer, provider]) => [consumer, provider, "verified"]));
    expect(result.edges.map(({ verdict }) => verdict)).toEqual(
      result.edges.map(() => "compatible"),
    );
    expect(code).toBe(0);
  });

  test("every edge between services has an interaction, whatever edges there come to be", () => {
    const edges = run.result.edges.filter(({ operation }) => !operation.startsWith("EVENT "));
    expect(edges.length).toBeGreaterThan(0);
    const without = edges.filter(
      ({ consumer, provider, operation }) =>
        !interactionsOf(run, consumer, provider).some((each) => isOf(each, operation)),
    );
    expect(without.map((edge) => `${edge.consumer} ${edge.provider} ${edge.operation}`)).toEqual(
      [],
    );
  });

  test("every event edge has a message, whatever edges there come to be", () => {
    const edges = run.result.edges.filter(({ operation }) => operation.startsWith("EVENT "));
    expect(edges.length).toBeGreaterThan(0);
    const told = edges.map(({ operation, pact }) => `${operation} ${pact}`);
    expect(told).toEqual(edges.map(({ operation }) => `${operation} verified`));
  });

  // One that is not known is a finding, so that the pact is not verified without a word.
  test.each([...Object.entries(STATES), ...Object.entries(EVENT_STATES)])(
    "%s is in no state that no pact names",
    (provider, states) => {
      const named = run.pacts
        .filter((pact) => pact.provider.name === provider)
        .flatMap(({ interactions }) => interactions)
        .flatMap(({ providerStates = [] }) => providerStates.map(({ name }) => name));
      expect(Object.keys(states).filter((state) => !named.includes(state))).toEqual([]);
      expect(
        run.result.pacts.flatMap(({ findings }) => findings.map(({ code }) => code)),
      ).not.toContain("provider.state-unknown");
    },
  );

  test.each(READS)(
    "$consumer asks $provider $operation $status for what it reads, and no more",
    (row) => {
      const { consumer, provider, operation, status, reads } = row;
      const interactions = interactionsOf(run, consumer, provider).filter(
        (each) => isOf(each, operation) && each.response.status === status,
      );
      expect(interactions).not.toEqual([]);
      const asked = new Set(
        interactions.flatMap(({ response: { body } }) =>
          body === undefined ? [] : placesOf(body.content),
        ),
      );
      // Where the pact has less of it, as an empty list, or null in place of an object, all is inside.
      const isRead = (place: string) =>
        isAt(place, reads) || reads.some((each) => isAt(each, [place]));
      expect([...asked].filter((place) => !isRead(place))).toEqual([]);
      expect(
        reads.filter((pointer) => ![...asked].some((place) => isAt(place, [pointer]))),
      ).toEqual([]);
    },
  );

  test.each(EVENT_READS)(
    "$consumer asks $provider for what it reads of $channel, and no more",
    (row) => {
      const messages = run.pacts
        .filter(
          ({ consumer, provider }) =>
            consumer.name === row.consumer && provider.name === row.provider,
        )
        .flatMap(({ interactions }) => interactions)
        .filter(({ metadata }) => metadata?.channel === row.channel);
      const names = messages.map(({ metadata }) => Object.keys(metadata!).sort());
      expect(names).toEqual(messages.map(() => [...row.metadata, "channel"].sort()));
      const asked = messages.flatMap(({ contents }) => placesOf(contents!.content));
      const isRead = (place: string) =>
        row.fields.some((each) => isAt(place, [each]) || isAt(each, [place]));
      expect(asked.filter((place) => !isRead(place))).toEqual([]);
      expect(row.fields.filter((each) => !asked.includes(each))).toEqual([]);
    },
  );
});

test("an answer without what the gateway reads is told", { timeout: 120_000 }, async () => {
  const { code, result } = await verifyWith("({ total, ...others }) => others", ALONE);
  const failed = result.pacts.filter((pact) => pact.result === "failed");
  expect(failed.map(({ provider }) => provider)).toEqual(["order-service"]);
  const found = failed.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === "error"),
  );
  expect(found.map((finding) => finding.code)).toEqual(["pact.mismatch"]);
  expect(found[0]!.message).toContain("total");
  expect(found[0]!.operation).toBe("POST /orders");
  expect(code).toBe(1);
});

describe("an answer in which one field is changed", () => {
  testChangedAnswers(pactsFolder);
});

function interactionsOf({ pacts }: Run, consumer: string, provider: string): Interaction[] {
  return pacts
    .filter((pact) => pact.consumer.name === consumer && pact.provider.name === provider)
    .flatMap(({ interactions }) => interactions)
    .filter(({ type }) => type === "Synchronous/HTTP");
}
