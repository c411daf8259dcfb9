/**
 * The official `Verifier` of `@pact-foundation/pact`, in a process of its own: its native part
 * writes to standard output. Takes its options as JSON; ends with 1 where it rejects.
 */
import process from "node:process";
import { Verifier, type VerifierOptions } from "@pact-foundation/pact";

const options = JSON.parse(process.argv[2]!) as VerifierOptions;
try {
  await new Verifier({ ...options, logLevel: "error" }).verifyProvider();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
