/**
 * What a diff says: findings with a level, each cause once, whatever number of operations it
 * touches.
 *
 * DESIGN: machine-readable shapes, `diff`; the fingerprint of a finding.
 */

import { namedPointer } from "../../contract/lint/named-pointer.ts";
import { catalogue, type Severity } from "../../findings/catalogue.ts";
import type { FindingCode } from "../../findings/code.ts";
import { createFinding, type Finding } from "../../findings/finding.ts";
import type { Schema } from "../../schema/schema.ts";
import type { Source } from "../../source/source.ts";
import { locate } from "../../source/source.ts";

export type Level = "breaking" | "warning" | "info";

export type Change = Finding & { level: Level };

/** What a witness shows, for an independent judge: of a part of it, where a part is at fault. */
export interface Proof {
  sender: Schema;
  receiver: Schema;
  witness: unknown;
}

/** A change, and its proof where it is about schemas. */
export interface DiffRow {
  change: Change;
  proof?: Proof;
}

/** A place of either version. */
export interface At {
  source: Source;
  pointer: string;
}

export interface ChangeDraft {
  code: FindingCode;
  message: string;
  /** Where it stands in the base and in the revision; one of them at least. */
  base?: At | undefined;
  revision?: At | undefined;
  /** Default: the catalogue's. */
  severity?: Severity | undefined;
  /** The operation that it was found at; others with the same change are counted. */
  operation?: string | undefined;
  /** What tells it from other changes between the same places. */
  kind: string;
  /** A value, with its proof; or what stands on the wire, as a text. */
  witness?: unknown;
  /** Where in the witness the value at fault stands. */
  witnessAt?: string;
  proof?: Proof;
}

/** Collects changes: one for each code, pair of places and kind. */
export interface Changes {
  add(draft: ChangeDraft): void;
  /** Those that break first, then warnings, each in the order they were found. */
  rows(): DiffRow[];
}

/** @param documents the URIs of both contracts' own documents; other files are shared parts */
export function createChanges(title: string, documents: ReadonlySet<string>): Changes {
  const drafts = new Map<string, { draft: ChangeDraft; operations: Set<string> }>();
  return {
    add(draft) {
      const key = keyOf(draft);
      let known = drafts.get(key);
      if (known === undefined) {
        known = { draft, operations: new Set() };
        drafts.set(key, known);
      }
      // What is no more than a warning in one place breaks in another.
      else if (rankOf(draft) < rankOf(known.draft)) known.draft = draft;
      if (draft.operation !== undefined) known.operations.add(draft.operation);
    },
    rows() {
      const rows = [...drafts.values()].map(({ draft, operations }) => {
        const change = changeOf(draft, operations, { title, documents });
        return draft.proof === undefined ? { change } : { change, proof: draft.proof };
      });
      return inOrder(rows);
    },
  };
}

/** Those that break first, then warnings. */
export function inOrder(rows: readonly DiffRow[]): DiffRow[] {
  return rows.toSorted((a, b) => RANKS[a.change.level] - RANKS[b.change.level]);
}

const RANKS = { breaking: 0, warning: 1, info: 2 } as const;

export const LEVELS: Readonly<Record<Severity, Level>> = {
  error: "breaking",
  warning: "warning",
  info: "info",
};

function rankOf({ code, severity }: ChangeDraft): number {
  return RANKS[LEVELS[severity ?? catalogue[code].severity]];
}

function keyOf({ code, base, revision, kind }: ChangeDraft): string {
  return [code, placeKey(base), placeKey(revision), kind].join("\n");
}

function placeKey(at: At | undefined): string {
  return at === undefined ? "" : `${at.source.uri}#${at.pointer}`;
}

const MEND = "Keep what the base promises, or move its consumers before the revision comes.";

function changeOf(
  draft: ChangeDraft,
  operations: ReadonlySet<string>,
  { title, documents }: { title: string; documents: ReadonlySet<string> },
): Change {
  const { code, base, revision, severity, operation, kind } = draft;
  const places = [revision, base].filter((at) => at !== undefined);
  const [at, because] = places.map(({ source, pointer }) => locate(source, pointer));
  const others = operations.size - 1;
  const more = others > 0 ? ` (and ${others} other operation${others === 1 ? "" : "s"})` : "";
  // Pointers in other files may be alike, and the files' names do not count.
  const isElsewhere = places.some(({ source }) => !documents.has(source.uri));
  const { fingerprint, mend, ...finding } = createFinding({
    code,
    message: draft.message + more,
    at: at!,
    ...(because !== undefined && { because }),
    ...("witness" in draft && { witness: draft.witness }),
    ...(draft.witnessAt !== undefined && { witnessAt: draft.witnessAt }),
    ...(severity !== undefined && { severity }),
    // The catalogue tells how one exchange is mended, not how a version is.
    ...(/^(request|response|event)\./.test(code) && { mend: MEND }),
    // The first operation of many may be another tomorrow; the change is the same.
    identity: [
      title,
      kind,
      ...[base, revision].map((place) => (place === undefined ? "" : namedPointer(place))),
      ...(isElsewhere ? [operation ?? ""] : []),
    ],
  });
  return {
    level: LEVELS[finding.severity],
    ...finding,
    ...(mend !== undefined && { mend }),
    ...(operation !== undefined && { operation }),
    fingerprint,
  };
}
