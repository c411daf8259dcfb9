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

async function verify(job: VerifierJob): Promise<string> {
  const { provider, url, statesUrl, pactFile, messages } = job;
  const pact = createRequire(import.meta.url).resolve("@pact-foundation/pact");
  const module = createRequire(pact)("@pact-foundation/pact-core") as { default: PactCore };
  const core = module.default;
  core.logLevel("error");
  const result = await core.verifyPacts({
    provider,
    providerBaseUrl: url,
    providerStatesSetupUrl: statesUrl,
    pactUrls: [pactFile],
    // It speaks to a port of this machine, without TLS; for TLS it would load the certificates that
    // the system trusts anew for each interaction, which takes longer than all else.
    disableSslVerification: true,
    ...(messages !== undefined && { transports: transportsOf(messages) }),
    logLevel: "error",
  });
  return String(result);
}

// Without one for its transport, a message would be asked of the provider's own URL.
function transportsOf({ url, transports }: NonNullable<VerifierJob["messages"]>): object[] {
  const { port, pathname } = new URL(url);
  return transports.map((protocol) => ({
    protocol,
    scheme: "http",
    port: Number(port),
    path: pathname,
  }));
}

function answer(text: string): void {
  process.send?.({ text } satisfies VerifierAnswer);
}
