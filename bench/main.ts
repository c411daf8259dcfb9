/**
 * `npm start`, in this folder: every figure of README.md, from one run on one machine.
 */
import { measureChecks } from "./check.ts";
import { measureComparisons } from "./compare.ts";
import { measureDiffs } from "./diff.ts";
import { measureMsw } from "./msw.ts";
import { measureMutual } from "./mutual.ts";
import { measureSamples } from "./sample.ts";
import { measureServers } from "./server.ts";
import { measureStarts } from "./start.ts";

type Row = [what: string, concordat: string, beside: string, ratio: string];

const wanted = process.argv.slice(2);
const rows: Row[] = [];

await measure("server", async () => {
  for (const { scenario, bare, concordat } of await measureServers()) {
    rows.push(row(`mock server, CPU per request, ${scenario}`, "us", { concordat, bare }));
  }
});
await measure("msw", async () => {
  const { bare, concordat } = await measureMsw();
  rows.push(row("MSW in process, 1,223 operations", "us", { concordat, bare }));
});
await measure("check", async () => {
  for (const { scenario, bare, concordat } of await measureChecks()) {
    rows.push(row(`request and response checked, ${scenario}`, "us", { concordat, bare }));
  }
});
await measure("start", async () => {
  for (const { scenario, bare, concordat } of await measureStarts()) {
    rows.push(row(`process start to first answer, ${scenario}`, "ms", { concordat, bare }));
  }
});
await measure("diff", () => {
  for (const { pair, bare, concordat } of measureDiffs()) {
    rows.push(row(`diff of two versions, ${pair}`, "ms", { concordat, bare }));
  }
});
await measure("compare", async () => {
  for (const { scenario, interactions, isVaried, bare, concordat } of await measureComparisons()) {
    const alike = isVaried ? ", no two alike" : "";
    const what = `a pact of ${interactions} interactions${alike} compared, ${scenario}`;
    rows.push(row(what, "ms", { concordat, bare }));
  }
});
await measure("mutual", () => {
  const what = "150 components that all refer to each other, compared cold";
  rows.push(row(what, "ms", measureMutual()));
});
await measure("sample", async () => {
  for (const { scenario, perSecond } of await measureSamples()) {
    rows.push([`valid samples per CPU second, ${scenario}`, perSecond.toFixed(0), "", ""]);
  }
});

console.log("| what | concordat | beside it | ratio |\n|---|---|---|---|");
for (const cells of rows) console.log(`| ${cells.join(" | ")} |`);

/** Without arguments everything is measured, else what is named. */
async function measure(name: string, work: () => Promise<void> | void): Promise<void> {
  if (wanted.length > 0 && !wanted.includes(name)) return;
  process.stderr.write(`${name}\n`);
  await work();
}

function row(
  what: string,
  unit: string,
  { concordat, bare }: { concordat: number; bare: number },
): Row {
  const ratio = (concordat / bare).toFixed(2);
  return [what, `${concordat.toFixed(0)} ${unit}`, `${bare.toFixed(0)} ${unit}`, ratio];
}
