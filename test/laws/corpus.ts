/**
 * The components of a published document, each compared with each other as a response, and
 * some of the verdicts held to the laws by Ajv alone.
 */

import { loadContract } from "../../src/load/load.ts";
import { type Comparison, createComparison } from "../../src/schema/compare/compare.ts";
import { below, seeded } from "../../src/schema/sample/random.ts";
import { type Schema, schemaAt } from "../../src/schema/schema.ts";
import { formatPointer } from "../../src/source/pointer.ts";
import { bareSchemas } from "../exchanges/bare-schemas.ts";
import {
  at,
  type CorpusDocument,
  type Documents,
  entriesAt,
  isReference,
  type Node,
  NotJudged,
  readDocuments,
} from "../exchanges/documents.ts";
import { candidates } from "./candidates.ts";
import type { NamedPair } from "./corpus-edits.ts";
import { type Bare, compared, findBreak, holdToLaws, type PairRun } from "./judge-pair.ts";
import type { BareJudge } from "./view.ts";

export interface CorpusBroken {
  law: string;
  sender: string;
  receiver: string;
  value: unknown;
}

export interface CorpusRun {
  name: string;
  components: number;
  pairs: number;
  verdicts: Record<PairRun["verdict"], number>;
  /** CPU of all comparisons. */
  milliseconds: number;
  /** CPU of the slowest, and which it was. */
  slowest: { microseconds: number; pair: string };
  /** By reason: how many pairs are unknown for it, and one of them. */
  unknown: Map<string, { count: number; pair: string }>;
  witnesses: number;
  searches: number;
  notJudged: Map<string, number>;
  /** Of the pairs that are known beforehand. */
  expected: number;
  met: number;
  unmet: string[];
  broken: CorpusBroken[];
}

export interface CorpusOptions {
  seed: number;
  /** Where there are more pairs, so many are drawn. */
  pairs: number;
  /** Judged of each document. */
  witnesses: number;
  compatible: number;
  onBroken?: (broken: CorpusBroken) => void;
}

type Component = [name: string, schema: Schema, node: Node];

/** Compares the components of a document, or the pairs that are named. */
export async function runCorpusDocument(
  document: CorpusDocument,
  options: CorpusOptions,
  named?: readonly NamedPair[],
): Promise<CorpusRun> {
  const contract = await loadContract(document.file, { root: document.root });
  const documents = readDocuments(document);
  const components = entriesAt(at(documents.root, "components"), "schemas").flatMap(
    ([name, node]): Component[] => {
      const pointer = formatPointer(["components", "schemas", name]);
      const schema = schemaAt(contract.store, contract.root.source.uri, pointer);
      return schema === undefined ? [] : [[name, schema, node]];
    },
  );
  const run: CorpusRun = {
    name: document.name,
    components: components.length,
    pairs: 0,
    verdicts: { compatible: 0, incompatible: 0, unknown: 0, threw: 0 },
    milliseconds: 0,
    slowest: { microseconds: 0, pair: "" },
    unknown: new Map(),
    witnesses: 0,
    searches: 0,
    notJudged: new Map(),
    expected: 0,
    met: 0,
    unmet: [],
    broken: [],
  };
  const comparison = createComparison({ direction: "response" });
  const judged: Judged[] = [];
  const pairs = named === undefined ? pairsOf(components, options) : pairsNamed(components, named);
  for (const [sender, receiver, pair] of pairs) {
    judged.push({ sender, receiver, pair, run: comparePair(run, comparison, sender, receiver) });
  }
  judgeSome(run, judged, documents, options);
  return run;
}

interface Judged {
  sender: Component;
  receiver: Component;
  pair: NamedPair | undefined;
  run: PairRun;
}

type ComponentPair = [sender: Component, receiver: Component, pair?: NamedPair];

function* pairsNamed(
  components: readonly Component[],
  pairs: readonly NamedPair[],
): Generator<ComponentPair> {
  const byName = new Map(components.map((component) => [component[0], component]));
  for (const pair of pairs) {
    const [sender, receiver] = [byName.get(pair.sender), byName.get(pair.receiver)];
    if (sender !== undefined && receiver !== undefined) yield [sender, receiver, pair];
  }
}

/** All ordered pairs of two components, or as many as are wanted, drawn by chance. */
function* pairsOf(
  components: readonly Component[],
  { pairs, seed }: CorpusOptions,
): Generator<ComponentPair> {
  const count = components.length;
  if (count * (count - 1) <= pairs || count <= 150) {
    for (const sender of components) {
      for (const receiver of components) if (sender !== receiver) yield [sender, receiver];
    }
    return;
  }
  const random = seeded(seed);
  for (let drawn = 0; drawn < pairs; drawn += 1) {
    const sender = below(random, count);
    const receiver = (sender + 1 + below(random, count - 1)) % count;
    yield [components[sender]!, components[receiver]!];
  }
}

function comparePair(
  all: CorpusRun,
  comparison: Comparison,
  [senderName, sender]: Component,
  [receiverName, receiver]: Component,
): PairRun {
  const run = compared(() => comparison.compare(sender, receiver));
  const pair = `${senderName} -> ${receiverName}`;
  all.pairs += 1;
  all.verdicts[run.verdict] += 1;
  all.milliseconds += run.microseconds / 1000;
  if (run.microseconds > all.slowest.microseconds) {
    all.slowest = { microseconds: run.microseconds, pair };
  }
  if (run.verdict === "unknown" || run.verdict === "threw") {
    const known = all.unknown.get(run.reason);
    if (known === undefined) all.unknown.set(run.reason, { count: 1, pair });
    else known.count += 1;
  }
  return run;
}

function judgeSome(
  all: CorpusRun,
  judged: readonly Judged[],
  documents: Documents,
  options: CorpusOptions,
): void {
  const { seed } = options;
  const judge = judgeOf(documents);
  const random = seeded(seed);
  const witnesses = drawn(judged, "incompatible", options.witnesses, seed);
  const compatible = drawn(judged, "compatible", options.compatible, seed);
  all.witnesses = witnesses.length;
  all.searches = compatible.length;
  // What is known beforehand is sought where the verdict is unknown, too.
  const unknown = judged.filter(({ run, pair }) => run.verdict === "unknown" && pair?.expected);
  for (const { sender, receiver, run, pair } of [...witnesses, ...compatible, ...unknown]) {
    const bare: Bare = { judge, sender: sender[2], receiverJudge: judge, receiver: receiver[2] };
    const search = () => {
      const values = candidates([sender[1], receiver[1]], [sender[2].value, receiver[2].value], {
        random,
        count: 60,
        direction: "response",
      });
      return findBreak(bare, values);
    };
    try {
      holdToLaws(run, bare, search, pair?.expected === "incompatible");
      if (pair?.expected === "compatible" || (pair?.expected !== undefined && run.hasBreak)) {
        all.expected += 1;
        if (run.verdict === pair.expected) all.met += 1;
        else
          all.unmet.push(
            `${pair.edit}: ${pair.sender} -> ${pair.receiver} ${run.verdict} ${run.reason}`,
          );
      }
    } catch (error) {
      if (!(error instanceof NotJudged)) throw error;
      all.notJudged.set(error.message, (all.notJudged.get(error.message) ?? 0) + 1);
    }
    if (run.broken === "") continue;
    const broken = {
      law: run.broken,
      sender: sender[0],
      receiver: receiver[0],
      value: run.value,
    };
    all.broken.push(broken);
    options.onBroken?.(broken);
  }
}

function judgeOf(documents: Documents): BareJudge {
  const bare = bareSchemas(documents, "response");
  return {
    accepts(schema, value) {
      // The largest int64 is read as this one, and this one is none.
      if (JSON.stringify(value)?.includes(String(2 ** 63))) throw new NotJudged("2 ** 63");
      return bare.refusal(schema, value) === undefined;
    },
    target: (schema) => (isReference(schema) ? documents.step(schema) : undefined),
    isHidden: bare.isHidden,
  };
}

function drawn(
  judged: readonly Judged[],
  verdict: PairRun["verdict"],
  count: number,
  seed: number,
): Judged[] {
  const left = judged.filter(({ run }) => run.verdict === verdict);
  const random = seeded(seed);
  const taken: Judged[] = [];
  while (taken.length < count && left.length > 0) {
    taken.push(...left.splice(below(random, left.length), 1));
  }
  return taken;
}
