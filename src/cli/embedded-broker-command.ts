/**
 * `concordat broker` and its flags.
 */
import type { Command } from "commander";
import { collect } from "./broker-options.ts";
import type { ExitCode, Io } from "./io.ts";
import { readPort } from "./options.ts";

const DATA = "the file that it keeps its data in (default: .concordat/broker.sqlite)";

const CREDENTIALS = `
Credentials come from variables, or from the file of --credentials, a NAME=value on each line:
  PACT_BROKER_BASIC_AUTH_USERNAME, PACT_BROKER_BASIC_AUTH_PASSWORD
  PACT_BROKER_BASIC_AUTH_READ_ONLY_USERNAME, PACT_BROKER_BASIC_AUTH_READ_ONLY_PASSWORD
  CONCORDAT_BROKER_TOKEN, CONCORDAT_BROKER_READ_ONLY_TOKEN
Without any, everybody on this machine may do everything, and nobody else can reach it.`;

export function addEmbeddedBroker(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const command = program
    .command("broker")
    .description("a Pact Broker, in one file, for the official clients")
    // --data of `broker backup` is its own.
    .enablePositionalOptions()
    .option("--port <n>", "the port (default: 9292; 0: any free one)", readPort)
    .option("--host <host>", "the address to bind to", "127.0.0.1")
    .option("--data <file>", DATA)
    .option("--base-url <url>", "where clients reach it, where that is not where it listens")
    .option(
      "--webhook-host <host>",
      "where webhooks may be sent to (repeatable; default: nowhere)",
      collect,
    )
    .option("--credentials <file>", "who may ask it, and for what")
    .option("--no-color", "no colours")
    .addHelpText("after", CREDENTIALS)
    .action(async (options) => {
      const { broker } = await import("./broker.ts");
      done(await broker(options, io));
    });
  command
    .command("backup")
    .description("a copy of its data, while it runs or not")
    .argument("<dest>", "where the copy goes; an older copy is replaced")
    .option("--data <file>", DATA)
    .option("--no-color", "no colours")
    .action(async (dest: string, options) => {
      const { backUpBroker } = await import("./broker.ts");
      done(await backUpBroker(dest, options, io));
    });
}
