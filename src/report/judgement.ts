/**
 * What a command judged, thing by thing: what reports for CI servers are made of.
 */
import type { Finding } from "../findings/finding.ts";

export interface Judgement {
  /** The command's name, such as `verify`. */
  command: string;
  /** In the order of the command's own output; a finding belongs to one of them. */
  things: readonly JudgedThing[];
  /** Findings that the configuration ignores; undefined where the command asks no configuration. */
  ignored?: readonly IgnoredFinding[];
}

/** A document, an edge, a pact, an interaction. */
export interface JudgedThing {
  /** What it is, in the plural: `documents`. */
  kind: string;
  name: string;
  /** `skipped`: it is listed and was not judged, or not to the end. */
  outcome: "passed" | "failed" | "skipped";
  /** How it was judged, where that is more than its findings say, such as `self-consistent`. */
  note?: string;
  findings: readonly Finding[];
}

export interface IgnoredFinding {
  finding: Finding;
  reason: string;
}

/** Every finding that counts, in order. */
export function findingsOf({ things }: Judgement): Finding[] {
  return things.flatMap(({ findings }) => findings);
}

/** By kind, in the order in which kinds come first. */
export function thingsByKind({ things }: Judgement): [kind: string, things: JudgedThing[]][] {
  return [...Map.groupBy(things, ({ kind }) => kind)];
}

const RANKS = { error: 0, warning: 1, info: 2 } as const;

/** Errors, then warnings, then the rest, else in order. */
export function mostSevereFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((a, b) => RANKS[a.severity] - RANKS[b.severity]);
}
