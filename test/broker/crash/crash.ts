/**
 * Kills a broker, again and again, while it is written to, and asks it afterwards for everything
 * that it has acknowledged.
 *
 * What was acknowledged is remembered here, outside the process that is killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

export interface CrashReport {
  kills: number;
  /** Writes that were answered with success. */
  acknowledged: number;
  /** Writes whose connection broke: they may be there or not. */
  unanswered: number;
  /** What is not as it was acknowledged; empty if all is well. */
  lost: string[];
}

/** The broker answered, and not as it should have. */
class WrongAnswer extends Error {}

/** One write that was answered with success, and where it is read back. */
interface Acknowledged {
  /** Below the broker's URL, which is another one in each life. */
  path: string;
  holds: (body: Record<string, unknown>) => boolean;
  what: string;
}

const LANES = 6;
/** Each life ends at a moment of its own, after at most so many answers. */
const MOST_ANSWERS = 40;

/** @param file of the broker's data; there is none yet */
export async function crashRun(
  file: string,
  { kills, seed }: { kills: number; seed: number },
): Promise<CrashReport> {
  const random = randomOf(seed);
  const written: Acknowledged[] = [];
  const report: CrashReport = { kills: 0, acknowledged: 0, unanswered: 0, lost: [] };
  let serial = 0;
  while (report.kills < kills) {
    const { child, url } = await start(file);
    const life = { isOver: false, answersLeft: 1 + Math.floor(random() * MOST_ANSWERS) };
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      while (!life.isOver) {
        serial += 1;
        await write(url, { lane, serial }, life, (each) => {
          written.push(each);
          life.answersLeft -= 1;
          // While other lanes are being written.
          if (life.answersLeft === 0) child.kill("SIGKILL");
        }).catch((error: unknown) => {
          if (error instanceof WrongAnswer) report.lost.push(error.message);
          else report.unanswered += 1;
          life.isOver = true;
        });
      }
    });
    const ended = once(child, "exit") as Promise<[number | null, string | null]>;
    await Promise.all(lanes);
    // It is dead already, unless it gave a wrong answer.
    child.kill("SIGKILL");
    const [, signal] = await ended;
    if (signal !== "SIGKILL") throw new Error(`the broker ended by itself: ${signal}`);
    if (report.lost.length > 0) return report;
    report.kills += 1;
  }
  report.acknowledged = written.length;
  const { child, url } = await start(file);
  for (const each of written) {
    const answer = await fetch(url + each.path, { headers: { accept: "application/hal+json" } });
    const isThere = answer.status === 200 && each.holds(await answer.json());
    if (!isThere) report.lost.push(`${each.what}: ${answer.status} ${each.path}`);
  }
  child.kill("SIGKILL");
  await once(child, "exit");
  return report;
}

/** Publishes a pact, then verifies it, then deploys its version; tells each answer. */
async function write(
  url: string,
  { lane, serial }: { lane: number; serial: number },
  life: { isOver: boolean },
  tell: (written: Acknowledged) => void,
): Promise<void> {
  const [consumer, provider, version] = [`consumer-${lane}`, "provider", `1.0.${serial}`];
  const interaction = { description: `interaction ${serial}`, response: { status: 200 } };
  const pact = {
    consumer: { name: consumer },
    provider: { name: provider },
    interactions: [interaction],
    metadata: { pactSpecification: { version: "2.0.0" } },
  };
  const published = await post(`${url}/contracts/publish`, {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    branch: "main",
    contracts: [
      {
        consumerName: consumer,
        providerName: provider,
        specification: "pact",
        contentType: "application/json",
        content: Buffer.from(JSON.stringify(pact)).toString("base64"),
        onConflict: "overwrite",
      },
    ],
  });
  if (published.status !== 200)
    throw new WrongAnswer(`publishing was answered ${published.status}`);
  const pactPath = `/pacts/provider/${provider}/consumer/${consumer}/version/${version}`;
  tell({
    path: pactPath,
    what: "pact",
    holds: ({ interactions }) =>
      (interactions as { description: string }[])[0]!.description === interaction.description,
  });
  if (life.isOver) return;
  const document = await (await fetch(url + pactPath)).json();
  const { href } = document._links["pb:publish-verification-results"];
  const success = serial % 3 !== 0;
  const verified = await post(href, { success, providerApplicationVersion: version });
  if (verified.status !== 201) throw new WrongAnswer(`a result was answered ${verified.status}`);
  const made = await verified.json();
  tell({
    path: new URL(made._links.self.href).pathname,
    what: "result",
    holds: (body) => body.success === success && body.providerApplicationVersion === version,
  });
}

function post(href: string, body: unknown): Promise<Response> {
  return fetch(href, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/hal+json" },
    body: JSON.stringify(body),
  });
}

async function start(file: string): Promise<{ child: ChildProcess; url: string }> {
  const program = path.join(import.meta.dirname, "broker-process.ts");
  const child = spawn(process.execPath, ["--conditions=source", program, file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout! })) {
    return { child, url: `http://127.0.0.1:${line}` };
  }
  throw new Error(`the broker did not open ${file} again`);
}

/** mulberry32 */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
