/**
 * The process in which the official verifier runs: one job, one answer.
 *
 * Pact's only home, besides the consumer tests of those who use it.
 */
import process from "node:process";
import type { StateDone, StateMessage, VerifierAnswer, VerifierJob } from "./verifier-messages.ts";

let lastId = 0;
const waiting = new Map<number, () => void>();

process.on("message", (message: VerifierJob | StateDone) => {
  if (message.kind === "state-done") {
    waiting.get(message.id)?.();
    waiting.delete(message.id);
    return;
  }
  verify(message).then(
    (text) => answer(text),
    (error: unknown) => answer(error instanceof Error ? error.message : String(error)),
  );
});

// The parent has gone: nobody is left to answer to.
process.on("disconnect", () => process.exit());

async function verify(job: VerifierJob): Promise<string> {
  const { Verifier } = await import("@pact-foundation/pact");
  const handlers = job.states.map((state) => [
    state,
    { setup: () => tell(state, "setup"), teardown: () => tell(state, "teardown") },
  ]);
  const verifier = new Verifier({
    provider: job.provider,
    providerBaseUrl: job.url,
    pactUrls: [job.pactFile],
    stateHandlers: Object.fromEntries(handlers),
    logLevel: "error",
  });
  return String(await verifier.verifyProvider());
}

function tell(state: string, action: StateMessage["action"]): Promise<void> {
  const id = ++lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    process.send?.({ kind: "state", id, state, action } satisfies StateMessage);
  });
}

function answer(text: string): void {
  process.send?.({ kind: "answer", text } satisfies VerifierAnswer);
}
