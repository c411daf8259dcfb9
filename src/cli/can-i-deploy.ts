/**
 * `concordat can-i-deploy` and `concordat can-i-merge`: the broker's answer.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { HalClient } from "../broker/client/hal-client.ts";
import { askMatrix, type MatrixAnswer, type MatrixQuestion } from "../broker/client/matrix.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { brokerOf, isTrue, said } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import type { ExitCode, Io } from "./io.ts";
import { renderMatrix } from "./matrix-table.ts";
import type { CommonOptions } from "./options.ts";
import { writeResult } from "./output.ts";
import { readSelectors, type SelectorWord } from "./selector-words.ts";
import { writeError } from "./write-error.ts";

export interface CanIDeployOptions extends CommonOptions, BrokerOptions {
  to?: string;
  toEnvironment?: string;
  retryWhileUnknown?: number;
  retryInterval?: number;
  dryRun?: boolean;
}

const DEFAULT_INTERVAL_S = 5;

/**
 * @param words the selectors, in the order of the command line
 * @returns 0 where the broker says yes, or in a dry run; 1 where it says no or does not know
 * @throws {ConcordatError} `usage.invalid`; `broker.*`, which a dry run tells and lets pass
 */
export async function canIDeploy(
  words: readonly SelectorWord[],
  options: CanIDeployOptions,
  io: Io,
  { isMerge = false }: { isMerge?: boolean } = {},
): Promise<ExitCode> {
  const question = questionOf(words, options, io, isMerge);
  const isDry = options.dryRun ?? isTrue(io.env.PACT_BROKER_CAN_I_DEPLOY_DRY_RUN);
  const client = await brokerOf(options, io);
  let answer: MatrixAnswer;
  try {
    answer = await askUntilKnown(client, question, options, io);
  } catch (error) {
    // Whoever breaks the glass is not to be stopped by a broker that is away.
    if (!isDry || !(error instanceof ConcordatError)) throw error;
    writeError(error, options, io);
    io.stderr("dry run: the exit code is 0 all the same\n");
    return 0;
  }
  await writeResult(
    answer.document,
    () => (options.quiet && answer.deployable === true ? "" : renderMatrix(answer, options, io)),
    options,
    io,
  );
  if (answer.deployable === true) return 0;
  if (isDry) io.stderr("dry run: the exit code is 0 all the same\n");
  return isDry ? 0 : 1;
}

function questionOf(
  words: readonly SelectorWord[],
  { to, toEnvironment }: CanIDeployOptions,
  { env }: Io,
  isMerge: boolean,
): MatrixQuestion {
  const { selectors, ignored } = readSelectors(words);
  if (selectors.length === 0) {
    throw new ConcordatError("usage.invalid", "no pacticipant is named", {
      mend: "Say --pacticipant NAME --version VERSION.",
    });
  }
  const ignoredByEnv = (said(env.PACT_BROKER_CAN_I_DEPLOY_IGNORE) ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return {
    selectors,
    ignored: [...ignored, ...ignoredByEnv.map((pacticipant) => ({ pacticipant }))],
    ...(toEnvironment !== undefined && { environment: toEnvironment }),
    ...(to !== undefined && { tag: to }),
    mainBranch: isMerge,
  };
}

async function askUntilKnown(
  client: HalClient,
  question: MatrixQuestion,
  options: CanIDeployOptions,
  io: Io,
): Promise<MatrixAnswer> {
  const { retryWhileUnknown = 0, retryInterval = DEFAULT_INTERVAL_S } = options;
  let answer = await askMatrix(client, question);
  for (let left = retryWhileUnknown; left > 0 && answer.deployable === null; left -= 1) {
    if (!options.quiet) {
      const times = left === 1 ? "once more" : `up to ${left} times more`;
      io.stderr(`unknown yet: asking ${times}, in ${retryInterval} s\n`);
    }
    await pause(retryInterval * 1000);
    answer = await askMatrix(client, question);
  }
  return answer;
}
