/**
 * The full run, as a table of figures: `node test/exchanges/run.ts [NAME] [SEEDS]`.
 *
 * NAME is a part of a document's name; default: all of them. SEEDS default to 20.
 */
import { corpusDocuments, hasCorpus } from "./documents.ts";
import type { DocumentRun } from "./record.ts";
import { runDocument } from "./run-document.ts";

const [wanted = "", seeds = "20"] = process.argv.slice(2);

if (!hasCorpus) {
  print("skipped: the corpus is not beside the repository");
} else {
  const runs: DocumentRun[] = [];
  print("operations  answers  requests  mutants  still valid  failures  CPU s  document");
  for (const document of corpusDocuments().filter(({ name }) => name.includes(wanted))) {
    const run = await runDocument(document, { seeds: Number(seeds), mutantsPerRequest: 40 });
    runs.push(run);
    printRow(run, run.name);
    for (const { kind, operation, seed, detail, count } of run.failures) {
      print(`    ${kind}: ${operation}, seed ${seed}, ${count} times\n        ${detail}`);
    }
    for (const [operation, message] of run.withoutRequest) {
      print(`    no request: ${operation}: ${message}`);
    }
    for (const [reason, count] of run.notJudged) print(`    not judged: ${count} ${reason}`);
  }
  const total = (of: (run: DocumentRun) => number) => runs.reduce((sum, run) => sum + of(run), 0);
  const failures = runs.flatMap((run) => run.failures);
  printRow(
    {
      operations: total((run) => run.operations),
      answers: total((run) => run.answers),
      requests: total((run) => run.requests),
      mutants: total((run) => run.mutants),
      stillValid: total((run) => run.stillValid),
      seconds: total((run) => run.seconds),
      failures,
    },
    `${runs.length} documents`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}

function printRow(
  {
    operations,
    answers,
    requests,
    mutants,
    stillValid,
    failures,
    seconds,
  }: Pick<
    DocumentRun,
    "operations" | "answers" | "requests" | "mutants" | "stillValid" | "failures" | "seconds"
  >,
  name: string,
): void {
  const columns = [
    [operations, 10],
    [answers, 9],
    [requests, 10],
    [mutants, 9],
    [stillValid, 13],
    [failures.length, 10],
    [seconds.toFixed(1), 7],
  ] as const;
  const cells = columns.map(([value, width]) => String(value).padStart(width));
  print(`${cells.join("")}  ${name}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
