/**
 * The commands and their flags. What a command does is imported when it runs, so that help costs
 * nothing.
 */
import { Command, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { addBrokerCommands } from "./broker-commands.ts";
import { addEmbeddedBroker } from "./embedded-broker-command.ts";
import type { ExitCode, Io } from "./io.ts";
import { addCommonOptions, readPort } from "./options.ts";
import { addVerificationOptions } from "./verification-options.ts";

export function createProgram(io: Io, done: (code: ExitCode) => void): Command {
  const program = new Command("concordat")
    .description("Contract tests from OpenAPI and AsyncAPI documents.")
    .version(packageJson.version, "--version", "the version")
    // --version after can-i-deploy is a participant's.
    .enablePositionalOptions()
    .helpOption("-h, --help", "what can be said here")
    .showHelpAfterError("(say --help for what can be said)")
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr, getOutHasColors: () => io.color })
    .exitOverride();

  common(program.command("lint"), ["pretty", "json"])
    .description("the documents themselves: validity, references, good habits")
    .argument("[contract...]", "documents (default: those of the configuration)")
    .action(async (files: string[], options) => {
      const { lint } = await import("./lint.ts");
      done(await lint(files, options, io));
    });

  common(program.command("mock"), ["pretty"])
    .description("mock servers for every service of the configuration, or for one document")
    .argument("[service|contract...]", "services of the configuration, or one document")
    .option("--port <n>", "the port, for a single mock (0: any free one)", readPort)
    .option("--host <host>", "the address to bind to", "127.0.0.1")
    .option("--write-env <file>", "where the URLs are written (default: .concordat/mocks.env)")
    .option("--dynamic", "samples instead of examples")
    .option("--watch", "follow changes of the documents and of the configuration")
    .option("--no-validate", "let requests through that break the contract")
    .option("--no-cors", "pages of other origins may not use it")
    .addOption(
      new Option("--log <format>", "how exchanges are logged, on stderr")
        .choices(["pretty", "json"])
        .default("pretty"),
    )
    .action(async (names: string[], options) => {
      const { mock } = await import("./mock.ts");
      done(await mock(names, options, io));
    });

  common(program.command("graph"), ["mermaid", "dot", "json"])
    .description("the edges between services")
    .action(async (options) => {
      const { graph } = await import("./graph.ts");
      done(await graph(options, io));
    });

  const verifying = common(program.command("verify"), ["pretty", "json"])
    .description("every edge: the contracts, the pacts, the providers that run")
    .argument("[consumer:provider...]", "pairs (default: all)")
    .option("--allow-empty", "nothing to check is no error")
    .option("--allow-unknown", "what was not understood is no error")
    .option("--require-pacts", "an edge that no pact is about is an error");
  addVerificationOptions(verifying).action(async (pairs: string[], options) => {
    if (options.broker || options.brokerBaseUrl !== undefined) {
      const { verifyFromBroker } = await import("./verify-from-broker.ts");
      done(await verifyFromBroker(pairs, options, io));
      return;
    }
    const { verify } = await import("./verify.ts");
    done(await verify(pairs, options, io));
  });

  common(program.command("compare"), ["pretty", "json"])
    .description("a pact against a contract, without running anything")
    .argument("<pact>", "the pact file")
    .argument("<contract>", "the provider's document")
    .option("--strict-pacts", "what may hold in one state and not in another is an error")
    .action(async (pact: string, contract: string, options) => {
      const { compare } = await import("./compare.ts");
      done(await compare(pact, contract, options, io));
    });

  common(program.command("diff"), ["pretty", "json"])
    .description("two versions of a contract: what changed, and what breaks its consumers")
    .argument("<base>", "the document that consumers were written against, or a folder of them")
    .argument("<revision>", "the document, or the folder, that comes next")
    .action(async (base: string, revision: string, options) => {
      const { diff } = await import("./diff.ts");
      done(await diff(base, revision, options, io));
    });

  addBrokerCommands(program, io, done);
  addEmbeddedBroker(program, io, done);

  program
    .command("explain")
    .description("what a finding means and how to mend it")
    .argument("[code]", "such as request.body.invalid (default: the list of all)")
    .action(async (code: string | undefined) => {
      const { explain } = await import("./explain.ts");
      done(explain(code, io));
    });

  return program;

  function common(command: Command, formats: readonly string[]): Command {
    command.version(packageJson.version, "--version");
    command.options.at(-1)!.hideHelp();
    return addCommonOptions(command, io, formats);
  }
}
