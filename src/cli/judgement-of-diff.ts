/**
 * The result of `concordat diff`, thing by thing, for reports: every operation of either version,
 * and the documents for what belongs to no operation.
 */
import type { Change } from "../compat/diff/change.ts";
import type { JudgedThing, Judgement } from "../report/judgement.ts";
import type { DocumentPairs } from "./diff-documents.ts";
import { judgedThing } from "./judgements.ts";

export function judgementOfDiff(
  { pairs, removed, added }: DocumentPairs,
  changes: readonly Change[],
): Judgement {
  const contracts = [
    ...pairs.flatMap(({ base, revision }) => [revision, base]),
    ...removed,
    ...added,
  ];
  const documents = new Set(contracts.map(({ root }) => root.source.file));
  const byOperation = Map.groupBy(changes, ({ operation }) => operation);
  const names = new Set([
    ...contracts.flatMap(({ operations }) => operations.map(({ key }) => key)),
    ...changes.flatMap(({ operation }) => (operation === undefined ? [] : [operation])),
  ]);
  const rest = byOperation.get(undefined) ?? [];
  const things: JudgedThing[] = [
    ...[...documents].map((file) =>
      judgedThing(
        "documents",
        file,
        rest.filter(({ at }) => at.file === file),
      ),
    ),
    ...[...names].map((name) => judgedThing("operations", name, byOperation.get(name) ?? [])),
  ];
  return { command: "diff", things };
}
