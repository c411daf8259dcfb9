/**
 * The process in which the official verifier runs: one job, one answer.
 *
 * The verifier is the core that `@pact-foundation/pact` brings along. Its own door, `Verifier`, puts
 * a proxy in front of the provider that writes bodies anew: forms arrive as JSON, and JSON that is no
 * object or list not at all.
 */
import { createRequire } from "node:module";
import process from "node:process";
import type { VerifierAnswer, VerifierJob } from "./verifier-messages.ts";

process.once("message", (job: VerifierJob) => {
  verify(job).then(
    (text) => answer(text),
    (error: unknown) => answer(error instanceof Error ? error.message : String(error)),
  );
});

// The parent has gone: nobody is left to answer to.
process.on("disconnect", () => process.exit());

/** What is used of `@pact-foundation/pact-core`. */
interface PactCore {
  logLevel(level: "error"): void;
  verifyPacts(options: Record<string, unknown>): Promise<unknown>;
}

async function verify({ provider, url, statesUrl, pactFile }: VerifierJob): Promise<string> {
  const pact = createRequire(import.meta.url).resolve("@pact-foundation/pact");
  const module = createRequire(pact)("@pact-foundation/pact-core") as { default: PactCore };
  const core = module.default;
  core.logLevel("error");
  const result = await core.verifyPacts({
    provider,
    providerBaseUrl: url,
    providerStatesSetupUrl: statesUrl,
    pactUrls: [pactFile],
    logLevel: "error",
  });
  return String(result);
}

function answer(text: string): void {
  process.send?.({ text } satisfies VerifierAnswer);
}
