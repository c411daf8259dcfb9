/**
 * The laws of comparing schemas, held over many random pairs, or over the pairs of components of
 * the published documents that lie beside the repository: what broke, what stayed unknown, and
 * what it cost.
 *
 * `node --conditions=source laws.ts [--pairs N] [--seed S] [--first I] [--stand-in]
 *   [--corpus [--edits N] [--only NAME]]`
 */
import { parseArgs } from "node:util";
import { isValid } from "../src/schema/validate.ts";
import { corpusDocuments } from "../test/exchanges/documents.ts";
import { runCorpusDocument } from "../test/laws/corpus.ts";
import { editedDocument } from "../test/laws/corpus-edits.ts";
import type { RandomSchema } from "../test/laws/generate.ts";
import { runLaws, smallestUnknown } from "../test/laws/run.ts";
import { schemaOf } from "../test/schema/schema-of.ts";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    // The number of the first pair: with `--pairs 1` one pair is seen by itself.
    first: { type: "string", default: "0" },
    // Values tried for a pair that is called compatible.
    values: { type: "string", default: "60" },
    // The rules of `src/` judge where Ajv is known to be wrong.
    "stand-in": { type: "boolean", default: false },
    corpus: { type: "boolean", default: false },
    // Not all pairs: so many components with one edit each, beside those without.
    edits: { type: "string", default: "0" },
    // Part of the name of the documents that are wanted.
    only: { type: "string", default: "" },
  },
});
const seed = Number(values.seed);

const broken = values.corpus ? await measureCorpus() : measureRandom();
process.exitCode = broken === 0 ? 0 : 1;

function measureRandom(): number {
  const run = runLaws({
    pairs: Number(values.pairs),
    seed,
    first: Number(values.first),
    values: Number(values.values),
    ...(values["stand-in"] && { standIn: byRules }),
    onProgress: (done) => console.error(`${done} of ${values.pairs} pairs`),
    onBroken({ law, index, pair: { sender, receiver }, value }) {
      console.log(`\nBROKEN ${law} (pair ${index})`);
      console.log(`  sender   ${JSON.stringify(sender)}`);
      console.log(`  receiver ${JSON.stringify(receiver)}`);
      console.log(`  value    ${JSON.stringify(value)}`);
    },
  });
  const { pairs, verdicts, expected, met, microseconds } = run;
  console.log(`\npairs ${pairs}, broken laws ${run.broken.length}`);
  for (const [kind, count] of most(verdicts)) console.log(`  ${kind} ${share(count, pairs)}`);
  console.log(`expected verdicts met: ${share(met, expected)} of ${expected}`);
  console.log(`CPU per pair: ${(microseconds / pairs).toFixed(0)} us`);
  for (const { index, microseconds } of run.slowest) {
    console.log(`  pair ${index}: ${(microseconds / 1000).toFixed(1)} ms`);
  }
  console.log("not judged:");
  for (const [reason, count] of most(run.notJudged)) console.log(`  ${count} ${reason}`);
  console.log("unknown:");
  showPairs(run.unknown);
  console.log("not met:");
  showPairs(run.unmet);
  return run.broken.length;
}

/** The commonest reasons, each with a small pair of it. */
function showPairs(reasons: ReadonlyMap<string, { count: number; index: number }>): void {
  const sorted = [...reasons].sort((a, b) => b[1].count - a[1].count);
  for (const [reason, { count, index }] of sorted.slice(0, 20)) {
    console.log(`  ${count} ${reason} (pair ${index})`);
    const { sender, receiver } = smallestUnknown(seed, index);
    console.log(`      ${JSON.stringify(sender)} -> ${JSON.stringify(receiver)}`);
  }
}

async function measureCorpus(): Promise<number> {
  let broken = 0;
  const reasons = new Map<string, { count: number; at: string }>();
  const notJudged = new Map<string, number>();
  console.log(
    "document | components | pairs | compatible | incompatible | unknown | CPU ms | slowest",
  );
  for (const document of corpusDocuments().filter(({ name }) => name.includes(values.only))) {
    const count = Number(values.edits);
    const made = count > 0 ? editedDocument(document, { seed, count }) : undefined;
    if (count > 0 && made === undefined) continue;
    const run = await runCorpusDocument(
      made?.document ?? document,
      {
        seed,
        pairs: 20_000,
        witnesses: made === undefined ? 300 : 4 * count,
        compatible: made === undefined ? 100 : 4 * count,
        onBroken({ law, sender, receiver, value }) {
          const shown = JSON.stringify(value).slice(0, 800);
          console.log(`BROKEN ${law}: ${sender} -> ${receiver} ${shown}`);
        },
      },
      made?.pairs,
    );
    made?.remove();
    if (run.pairs === 0) continue;
    const { compatible, incompatible, unknown, threw } = run.verdicts;
    const { pair, microseconds } = run.slowest;
    const cells = [run.name, run.components, run.pairs, compatible, incompatible];
    const rest = [share(unknown + threw, run.pairs), run.milliseconds.toFixed(0)];
    console.log([...cells, ...rest, `${pair} ${(microseconds / 1000).toFixed(1)} ms`].join(" | "));
    if (made !== undefined) console.log(`  expected ${run.expected}, met ${run.met}`);
    for (const unmet of run.unmet.slice(0, 5)) console.log(`    ${unmet}`);
    broken += run.broken.length;
    for (const [reason, { count, pair }] of run.unknown) {
      const known = reasons.get(reason) ?? { count: 0, at: `${run.name} ${pair}` };
      reasons.set(reason, { ...known, count: known.count + count });
    }
    for (const [reason, count] of run.notJudged) {
      notJudged.set(reason, (notJudged.get(reason) ?? 0) + count);
    }
  }
  console.log(`broken laws ${broken}\nunknown:`);
  const sorted = [...reasons].sort((a, b) => b[1].count - a[1].count);
  for (const [reason, { count, at }] of sorted.slice(0, 20)) {
    console.log(`  ${count} ${reason} (${at})`);
  }
  console.log("not judged:");
  for (const [reason, count] of most(notJudged)) console.log(`  ${count} ${reason}`);
  return broken;
}

/** The rules of `src/`, which pass the official suite where Ajv does not. */
function byRules(schema: RandomSchema): (value: unknown) => boolean {
  const own = schemaOf(schema);
  return (value) => isValid(own, value);
}

function most(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function share(part: number, whole: number): string {
  return `${part} (${((100 * part) / Math.max(whole, 1)).toFixed(2)} %)`;
}
