/**
 * The flags of `concordat verify` for the pacts of a broker: the official verifier's.
 */
import type { Command } from "commander";
import { addBrokerOptions, collect, collectList } from "./broker-options.ts";

export function addVerificationOptions(command: Command): Command {
  command.option("--broker", "the pacts of a broker, run against the providers, and nothing else");
  return addBrokerOptions(
    addResultOptions(command)
      .option("--build-url <url>", "the build that verifies")
      .option("--publish", "publish the results (default: where CI is set and a version is said)")
      .option("--no-publish", "publish nothing"),
  );
}

/** Which pacts of a broker, of which providers, under which version. */
export function addResultOptions(command: Command): Command {
  return command
    .option("--provider <name>", "of these providers (repeatable; default: all)", collect)
    .option(
      "--consumer-version-selector <json>",
      "which pacts (repeatable; default: main branches, deployed or released)",
      collect,
    )
    .option("--enable-pending", "what was never verified may fail")
    .option("--include-wip-pacts-since <date>", "also those of other branches, as pending")
    .option("--provider-version <version>", "the provider's version, best the commit")
    .option("--provider-branch <branch>", "the branch of that version")
    .option(
      "--provider-tags <tag>",
      "a tag of that version (repeatable, or with commas)",
      collectList,
    )
    .option("--allow-dirty", "publish results although files are in no commit");
}
