/**
 * What a provider really answers and publishes, changed one field at a time, before the official
 * verifier: what of it a pact asks for shows in what is refused.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Contract } from "../../src/contract/contract.ts";
import { type GateOptions, openGate } from "../../src/verify/gate.ts";
import { openDesk } from "../../src/verify/message-desk.ts";
import { messageFunctions, type WrittenMessage } from "../../src/verify/provider-messages.ts";
import { type ChangeState, stateFunctions } from "../../src/verify/provider-states.ts";
import { runVerifier } from "../../src/verify/run-verifier.ts";
import { serveFetch } from "../../src/verify/serve-fetch.ts";
import { readPactText } from "../pact/pact-text.ts";
import { inTemporaryFolder } from "../temporary-folder.ts";

/** How a field is changed. */
export type Change = "drop" | "retype" | "null";

/** An interaction of a file of version 4, as JSON. */
export interface WrittenInteraction {
  type: string;
  description: string;
  providerStates?: { name: string; params?: Record<string, unknown> }[];
  request: { method: string; path: string };
  response?: { body?: { content: unknown } };
  /** Of a message. */
  contents?: { content: unknown };
  metadata: Record<string, unknown>;
}

/** What a provider gave when its pact was verified. */
export interface RealAnswer {
  interaction: WrittenInteraction;
  /** 0 of a message. */
  status: number;
  headers: [string, string][];
  /** The body of an answer; of a message `{ contents, metadata }`. Undefined where there is none. */
  value: unknown;
}

export interface Mutant {
  answer: RealAnswer;
  /** JSON Pointers in which `*` is every item of a list. */
  places: readonly string[];
  change: Change;
}

/** A provider as the configuration has it. */
export interface Provider {
  fetch(request: Request): Response | Promise<Response>;
  states?: Parameters<typeof stateFunctions>[0];
  headers?: GateOptions["headers"];
  messages?: Parameters<typeof messageFunctions>[0];
}

const MARK = "which of the interactions this is";

/**
 * What the provider gives for each interaction of a pact, in their order.
 *
 * @param events declare its messages
 * @throws {Error} where something is not what the pact expects
 */
export async function realAnswers(
  file: string,
  provider: Provider,
  events: Contract,
): Promise<RealAnswer[]> {
  const { interactions } = pactIn(file);
  const answers: RealAnswer[] = [];
  let current = 0;
  const changeState = stateFunctions(provider.states ?? {});
  const note = (status: number, headers: Iterable<[string, string]>, value: unknown) => {
    answers[current] = {
      interaction: interactions[current]!,
      status,
      headers: [...headers],
      value,
    };
  };
  const make = messageFunctions(provider.messages ?? {});
  const failed = await verifiedWith({
    file,
    interactions: interactions.map((each, at) => marked(each, at, each.providerStates)),
    headers: provider.headers,
    changeState(change) {
      if (change.state !== MARK) return changeState(change);
      if (change.action === "setup") current = Number(change.params.index);
      return undefined;
    },
    async handler(request) {
      const response = await provider.fetch(request);
      const text = await response.clone().text();
      note(response.status, response.headers, text === "" ? undefined : JSON.parse(text));
      return response;
    },
    messages: (text, report) => {
      const desk = openDesk({ pact: readPactText(text).pact!, events, make, report });
      return async (asked) => {
        const written = await desk.answer(asked);
        note(0, [], {
          contents: JSON.parse(new TextDecoder().decode(written.bytes)),
          metadata: JSON.parse(Buffer.from(written.metadata ?? "e30=", "base64").toString()),
        });
        return written;
      };
    },
  });
  if (failed.size > 0) throw new Error(`not verified: ${[...failed].join(", ")}`);
  return answers;
}

/** Of more at once each takes the verifier longer. */
const AT_ONCE = 100;

/** Those of `mutants` that the official verifier refuses. */
export async function refusedMutants(
  file: string,
  mutants: readonly Mutant[],
): Promise<Set<Mutant>> {
  const refused = new Set<Mutant>();
  for (let from = 0; from < mutants.length; from += AT_ONCE) {
    for (const each of await refusedOf(file, mutants.slice(from, from + AT_ONCE)))
      refused.add(each);
  }
  return refused;
}

async function refusedOf(file: string, mutants: readonly Mutant[]): Promise<Mutant[]> {
  let current: Mutant | undefined;
  const failed = await verifiedWith({
    file,
    interactions: mutants.map(({ answer }, index) => marked(answer.interaction, index, [])),
    changeState({ state, params, action }) {
      if (state === MARK && action === "setup") current = mutants[Number(params.index)];
    },
    handler() {
      const { status, headers } = current!.answer;
      const others = headers.filter(([name]) => name.toLowerCase() !== "content-length");
      return new Response(JSON.stringify(mutated(current!)), { status, headers: others });
    },
    messages: () => async () => {
      const { contents, metadata } = mutated(current!) as { contents: unknown; metadata: unknown };
      return {
        bytes: new TextEncoder().encode(JSON.stringify(contents)),
        contentType: "application/json",
        metadata: Buffer.from(JSON.stringify(metadata)).toString("base64"),
      };
    },
  });
  return mutants.filter((_, index) => failed.has(index));
}

interface Run {
  /** Of the pact. */
  file: string;
  interactions: readonly WrittenInteraction[];
  changeState: ChangeState;
  handler: (request: Request) => Response | Promise<Response>;
  /** @param text of the pact that is verified */
  messages: (text: string, report: GateOptions["report"]) => GiveMessage;
  headers?: Provider["headers"];
}

type GiveMessage = (asked: string) => Promise<WrittenMessage>;

/** The numbers of the interactions that are refused. */
async function verifiedWith(run: Run): Promise<Set<number>> {
  const faults: string[] = [];
  const report = ({ message }: { message: string }): void => void faults.push(message);
  const served = await serveFetch(run.handler, report);
  const pact = pactIn(run.file);
  const text = JSON.stringify({ ...pact, interactions: run.interactions });
  const { changeState, headers } = run;
  const message = run.messages(text, report);
  const gate = await openGate({ url: served.url, changeState, headers, report, message });
  try {
    return await inTemporaryFolder(async (folder) => {
      const pactFile = path.join(folder, "pact.json");
      writeFileSync(pactFile, text);
      const { interactions, failure } = await runVerifier({
        provider: pact.provider.name,
        url: gate.url,
        statesUrl: gate.statesUrl,
        messages: { url: gate.messagesUrl, transports: ["message"] },
        pactFile,
        stop: new AbortController().signal,
      });
      const told = [...faults, ...(failure === undefined ? [] : [failure])];
      if (told.length > 0) throw new Error(told.join("\n"));
      if (interactions.length !== run.interactions.length) throw new Error("some were not run");
      const failed = interactions.filter(({ isOk }) => !isOk);
      return new Set(failed.map(({ description }) => Number(description.split(":")[0])));
    });
  } finally {
    await gate.close();
    await served.close();
  }
}

export interface PactFile {
  consumer: { name: string };
  provider: { name: string };
  interactions: WrittenInteraction[];
}

export function pactIn(file: string): PactFile {
  return JSON.parse(readFileSync(file, "utf8")) as PactFile;
}

/** The interaction by a name that no other has, in `states` and a state that says which it is. */
function marked(
  interaction: WrittenInteraction,
  index: number,
  states: WrittenInteraction["providerStates"] = [],
): WrittenInteraction {
  const { key: _, ...others } = interaction as WrittenInteraction & { key?: string };
  return {
    ...others,
    description: `${index}: ${interaction.description}`,
    providerStates: [...states, { name: MARK, params: { index } }],
  };
}

function mutated({ answer, places, change }: Mutant): unknown {
  return places.reduce(
    (value, place) => changed(value, place.split("/").slice(1), change),
    answer.value,
  );
}

/** @throws {Error} where nothing stands at the place */
function changed(value: unknown, [token, ...rest]: readonly string[], change: Change): unknown {
  if (token === undefined) return change === "null" ? null : retyped(value);
  if (token === "*") return (value as unknown[]).map((item) => changed(item, rest, change));
  const { [token]: child, ...others } = value as Record<string, unknown>;
  if (child === undefined) throw new Error(`there is no ${token}`);
  if (rest.length === 0 && change === "drop") return others;
  return { ...others, [token]: changed(child, rest, change) };
}

function retyped(value: unknown): unknown {
  return typeof value === "string" ? 42 : "another";
}
