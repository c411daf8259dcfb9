/**
 * The commands that ask a broker, and their flags: the official ones.
 */
import { type Command, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { addBrokerOptions, collectList } from "./broker-options.ts";
import type { ExitCode, Io } from "./io.ts";
import { addCommonOptions, readInteger } from "./options.ts";
import type { SelectorWord } from "./selector-words.ts";
import { addResultOptions } from "./verification-options.ts";

export function addBrokerCommands(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const publishing = program
    .command("publish")
    .description("pacts to a broker")
    .argument("[pact...]", "files or folders (default: the pacts of the configuration, else pacts)")
    .option("-a, --consumer-app-version <version>", "the consumer's version")
    .option("--branch <branch>", "the branch of that version")
    .option("-t, --tag <tag>", "a tag of that version (repeatable, or with commas)", collectList)
    .option("--build-url <url>", "the build that wrote the pacts")
    .option("--merge", "add to the interactions that this version has published before")
    .option(
      "-r, --auto-detect-version-properties",
      "version, branch and build URL from the CI's variables, else from git",
    )
    .option("--tag-with-git-branch", "also tag with the branch that is checked out")
    .option("--dry-run", "say what would be published; nothing is")
    .option("--static-results", "no pacts, but what comparing the broker's with contracts says")
    .option("--pactflow-provider-contracts", "no pacts, but the providers' documents, to PactFlow");
  addResultOptions(publishing).addHelpText("after", STATIC_RESULTS);
  ask(output(publishing, ["text", "json", "pretty"]), async (options, files) => {
    if (options.staticResults === true) {
      const { publishStaticResults } = await import("./static-results.ts");
      return publishStaticResults(files, options, io);
    }
    if (options.pactflowProviderContracts === true) {
      const { publishProviderContracts } = await import("./provider-contracts.ts");
      return publishProviderContracts(options, io);
    }
    const { publish } = await import("./publish.ts");
    return publish(files, options, io);
  });

  const words: SelectorWord[] = [];
  const deploying = polling(selecting(program.command("can-i-deploy"), words))
    .description("whether versions can be deployed, by the results that the broker has")
    .option("--to-environment <name>", "with what is deployed and released there")
    .option("--to <tag>", "with the latest versions that have this tag");
  ask(deploying, async (options) => {
    const { canIDeploy } = await import("./can-i-deploy.ts");
    return canIDeploy(words, options, io);
  });

  const mergeWords: SelectorWord[] = [];
  const merging = polling(program.command("can-i-merge"))
    .description("whether a version fits the main branches of what it is integrated with")
    .option("-a, --pacticipant <name>", "whose version (repeatable)")
    .option("-e, --version <version>", "of the --pacticipant before it");
  listen(merging, mergeWords, ["pacticipant", "version"]);
  ask(merging, async (options) => {
    const { canIDeploy } = await import("./can-i-deploy.ts");
    return canIDeploy(mergeWords, options, io, { isMerge: true });
  });

  const recorded = [
    ["deployment", "a version runs in an environment, in place of the one that ran there"],
    ["undeployment", "what runs in an environment does so no longer"],
    ["release", "a version is released to an environment, beside those before it"],
    ["support-ended", "a released version is no longer supported in an environment"],
  ] as const;
  for (const [kind, description] of recorded) {
    const command = program
      .command(`record-${kind}`)
      .description(description)
      .requiredOption("-a, --pacticipant <name>", "whose version");
    if (kind !== "undeployment") command.requiredOption("-e, --version <version>", "the version");
    command.requiredOption("--environment <name>", "the environment");
    if (kind.endsWith("deployment")) {
      command.option("--application-instance <name>", "of several that run beside each other");
    }
    ask(output(command, ["text", "json", "pretty"]), async (options) => {
      const { record } = await import("./record-deployment.ts");
      return record(kind, options, io);
    });
  }

  const acts = [
    ["create", "a new environment"],
    ["describe", "what the broker has of an environment"],
    ["update", "an environment is changed; what is not said stays"],
    ["delete", "an environment is deleted"],
  ] as const;
  for (const [act, description] of acts) {
    const command = program.command(`${act}-environment`).description(description);
    if (act === "create") command.requiredOption("--name <name>", "its name, without spaces");
    else command.requiredOption("--uuid <uuid>", "of the environment");
    if (act === "update") command.option("--name <name>", "its name, without spaces");
    if (act === "create" || act === "update") {
      command
        .option("--display-name <name>", "its name for people")
        .option("--production", "it is a production environment")
        .option("--no-production", "it is none (default)")
        .option("--contact-name <name>", "who is responsible for it")
        .option("--contact-email-address <address>", "and how to reach them");
    }
    ask(output(command, ["text", "json", "id"]), async (options) => {
      const { changeEnvironment } = await import("./environments.ts");
      return changeEnvironment(act, options, io);
    });
  }

  const listing = program.command("list-environments").description("the broker's environments");
  ask(output(listing, ["text", "json"]), async (options) => {
    const { showEnvironments } = await import("./environments.ts");
    return showEnvironments(options, io);
  });

  /** The flags that all have come last in the help. */
  function ask(
    command: Command,
    // biome-ignore lint/suspicious/noExplicitAny: what flags say has the shape that each command declares
    act: (options: any, names: string[]) => Promise<ExitCode>,
  ): void {
    addCommonOptions(addBrokerOptions(command), io, ["pretty", "json"]);
    if (command.options.every(({ long }) => long !== "--version")) {
      command.version(packageJson.version, "--version");
      command.options.at(-1)!.hideHelp();
    }
    command.action(async (...given: unknown[]) => {
      const names = Array.isArray(given[0]) ? (given[0] as string[]) : [];
      const options = command.opts();
      const isJson = options.output === "json";
      done(await act(isJson ? { ...options, format: "json" } : options, names));
    });
  }
}

const STATIC_RESULTS = `
--static-results publishes, for each pact that the broker has for a provider of the configuration,
whether it fits the provider's contract, under the provider's real version (--provider-version). It
runs nothing: a contract says what its provider should do, and not what it does. The result is marked
as static in verifiedBy, and is not published where the pact has a result of a run with that version.
To the broker a success is a success: it lets versions be deployed, and clears pending.`;

function selecting(command: Command, words: SelectorWord[]): Command {
  command
    .option("-a, --pacticipant <name>", "whose version (repeatable); what follows belongs to it")
    .option("-e, --version <version>", "its version, or that of the --ignore before it")
    .option("-l, --latest [tag]", "its latest version, or the latest that has a tag")
    .option("--tag <tag>", "its versions that have this tag")
    .option("--branch <branch>", "its latest version of this branch")
    .option("--main-branch", "its latest version of its main branch")
    .option("--ignore <name>", "leave it out of the verdict (repeatable)");
  listen(command, words, [
    "pacticipant",
    "version",
    "latest",
    "tag",
    "branch",
    "main-branch",
    "ignore",
  ]);
  return command;
}

// Commander keeps the last of each flag; their order says what belongs together.
function listen(
  command: Command,
  words: SelectorWord[],
  flags: readonly SelectorWord["flag"][],
): void {
  for (const flag of flags) {
    command.on(`option:${flag}`, (value: string | null | undefined) => {
      words.push({ flag, value: value ?? null });
    });
  }
}

function polling(command: Command): Command {
  command
    .option("--retry-while-unknown <n>", "ask again up to n times while it is unknown", readInteger)
    .option("--retry-interval <seconds>", "between two of these (default: 5)", readInteger)
    .option("--dry-run", "exit with 0 whatever is said (PACT_BROKER_CAN_I_DEPLOY_DRY_RUN)")
    .addHelpText("after", EXIT_CODES);
  return output(command, ["table", "json"]);
}

const EXIT_CODES = `
Exit codes: 0 the broker says yes, or --dry-run; 1 it says no, or does not know; 2 it could not be
asked. --format json and --output json have them, too: there the official command line ends with 0
whatever the broker says.`;

function output(command: Command, formats: readonly string[]): Command {
  const option = new Option(
    "-o, --output <format>",
    "--format, in the official command line's words",
  );
  return command.addOption(option.choices([...formats]));
}
