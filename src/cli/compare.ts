/**
 * `concordat compare PACT CONTRACT`: a pact against a contract, nothing run.
 */
import path from "node:path";
import { loadContract, readFileSource } from "../load/load.ts";
import { comparisonOf, judgePactReading } from "../pact/compare.ts";
import { readPact } from "../pact/read.ts";
import { countFindings, renderFindings } from "../report/terminal.ts";
import { confirmedFindings } from "./confirmed-pact.ts";
import type { ExitCode, Io } from "./io.ts";
import { judgementOfCompare } from "./judgement-of-compare.ts";
import type { CommonOptions } from "./options.ts";
import { terminalOptions, writeResult } from "./output.ts";

interface CompareOptions extends CommonOptions {
  strictPacts?: boolean;
}

/**
 * @returns 2 where the file is no pact; the result says why
 * @throws {ConcordatError} `input.unreadable`, or why the contract cannot be read
 */
export async function compare(
  pactFile: string,
  contractFile: string,
  options: CompareOptions,
  io: Io,
): Promise<ExitCode> {
  const source = await readFileSource(path.resolve(io.cwd, pactFile), io.cwd);
  const root = options.root;
  const contract = await loadContract(contractFile, {
    cwd: io.cwd,
    ...(root !== undefined && { root }),
  });
  const reading = readPact(source);
  const strictness = { strict: options.strictPacts || options.strict };
  const findings = await confirmedFindings(judgePactReading(reading, contract), strictness);
  const result = comparisonOf(findings, strictness);
  const { errors, warnings } = result;
  await writeResult(
    result,
    () => {
      const shown = options.quiet ? errors : [...errors, ...warnings];
      const terminal = terminalOptions([contract.documents], [source], options, io);
      const summary = `${result.verdict}: ${countFindings([...errors, ...warnings])}\n`;
      return [renderFindings(shown, terminal), summary].filter((part) => part !== "").join("\n");
    },
    options,
    io,
    () => judgementOfCompare(source, reading, result),
  );
  // What cannot be read cannot be compared, as with a contract that cannot be read.
  if (reading.pact === undefined) return 2;
  return result.compatible ? 0 : 1;
}
