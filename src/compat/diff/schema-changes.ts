/**
 * Differences of schemas as changes: who sends what the other refuses, and where both say so.
 *
 * DESIGN, decisions 1 and 2: the sender is read closed, the receiver as written.
 */
import type { Severity } from "../../findings/catalogue.ts";
import type { FindingCode } from "../../findings/code.ts";
import type { SchemaPlace } from "../../schema/compare/compare.ts";
import type { Schema } from "../../schema/schema.ts";
import { shown } from "../../schema/shown.ts";
import type { Violation } from "../../schema/violation.ts";
import { parsePointer } from "../../source/pointer.ts";
import type { At, Changes } from "./change.ts";
import type { Difference } from "./difference.ts";
import { type DiscriminatorDifference, discriminatorDifferences } from "./discriminators.ts";
import { PairMap } from "./pair-map.ts";
import { createSchemaDifferences, type SchemaDifferences } from "./schema-differences.ts";
import type { Direction } from "./shape.ts";
import type { Side } from "./side.ts";

/** One use of two schemas. */
export interface SchemaUse {
  direction: Direction;
  code: FindingCode;
  /** Default: the code's. New statuses are at most warnings. */
  severity?: Severity;
  from: Pick<Side, "version" | "contract">;
  to: Pick<Side, "version" | "contract">;
  sender: Schema | undefined;
  receiver: Schema | undefined;
  /** Where the schemas are named, for when one of them is not there. */
  holders: { base: At | undefined; revision: At | undefined };
  /** To be read after "may send": `the query parameter limit`, `a body (application/json)`. */
  subject: string;
  operation: string | undefined;
  /** Whether a value that the schemas refuse is taken all the same, as it is written. */
  isAccepted?: (witness: unknown) => boolean | undefined;
}

export interface SchemaChanges {
  add(use: SchemaUse): void;
  /** Whether all of a sender is proved to fit. */
  isProved(direction: Direction, sender: Schema, receiver: Schema): boolean;
}

/** Every schema is compared with a partner once, whatever number of operations use it. */
export function createSchemaChanges(changes: Changes): SchemaChanges {
  const differences: Record<Direction, SchemaDifferences> = {
    request: createSchemaDifferences("request"),
    response: createSchemaDifferences("response"),
    message: createSchemaDifferences("message"),
  };
  const known: Record<Direction, PairMap<readonly DiscriminatorDifference[]>> = {
    request: new PairMap(),
    response: new PairMap(),
    message: new PairMap(),
  };
  const discriminators = (direction: Direction, sender: Schema, receiver: Schema) =>
    known[direction].get(sender, receiver, () =>
      discriminatorDifferences(sender, receiver, direction),
    );
  return {
    add(use) {
      const { direction, sender, receiver } = use;
      if (receiver === undefined) return;
      if (sender === undefined) {
        if (receiver.value !== true) changes.add(unsaid(use, receiver));
        return;
      }
      const found = differences[direction].of(sender, receiver);
      let isTaken = false;
      for (const difference of found) {
        // The witness of a part that could not be put into a whole is not written by itself.
        const isWhole = difference.kind === "refused" && difference.pointer === "";
        if (isWhole && use.isAccepted?.(difference.witness) === true) {
          if (!isTaken) changes.add(takenAsWritten(use, receiver, difference.witness));
          isTaken = true;
        } else addDifference(changes, use, difference);
      }
      // Schemas that refuse something tell of other kinds by themselves.
      if (found.some(({ kind }) => kind === "refused")) return;
      for (const difference of discriminators(direction, sender, receiver)) {
        addDiscriminator(changes, use, difference);
      }
    },
    isProved: (direction, sender, receiver) =>
      differences[direction].comparison.compare(sender, receiver).kind === "compatible",
  };
}

function addDiscriminator(
  changes: Changes,
  use: SchemaUse,
  { property, pointer, sent, known, sender, receiver }: DiscriminatorDifference,
): void {
  const { from, to, operation } = use;
  const places = [sender, receiver].map(({ uri, pointer: at }, index) =>
    placeOf(use, index === 0 ? from : to, { uri, pointer: `${at}/discriminator` }),
  );
  const [ofSender, ofReceiver] = places;
  const where = pointer === "" ? "" : `${naming(pointer)} in `;
  changes.add({
    code: "diff.discriminator.changed",
    message:
      property === undefined
        ? `the ${from.version} tells the kind of ${where}${use.subject} by the property ${sent}, the ${to.version} by ${known}`
        : `the ${from.version} may say ${property}: ${sent} in ${where}${use.subject}; the ${to.version} knows ${known}`,
    base: from.version === "base" ? ofSender : ofReceiver,
    revision: from.version === "revision" ? ofSender : ofReceiver,
    operation,
    kind: use.direction,
  });
}

function unsaid(use: SchemaUse, receiver: Schema): Parameters<Changes["add"]>[0] {
  const { from, to, subject, holders, operation } = use;
  const at = placeOf(use, to, receiver);
  return {
    code: "schema.unresolved",
    message: `the ${from.version} has no schema for ${subject}; whether all of it fits the ${to.version} is not known`,
    base: to.version === "base" ? at : holders.base,
    revision: to.version === "revision" ? at : holders.revision,
    operation,
    kind: "no schema",
  };
}

// One value is no proof of the others.
function takenAsWritten(
  use: SchemaUse,
  receiver: Schema,
  witness: unknown,
): Parameters<Changes["add"]>[0] {
  const { from, to, subject, operation } = use;
  const at = placeOf(use, to, receiver);
  return {
    code: "schema.unresolved",
    message: `the schemas for ${subject} differ, and ${shown(witness)} of the ${from.version} is taken by the ${to.version} as it is written; whether all values are is not known`,
    base: to.version === "base" ? at : use.holders.base,
    revision: to.version === "revision" ? at : use.holders.revision,
    operation,
    kind: "as written",
  };
}

function addDifference(changes: Changes, use: SchemaUse, difference: Difference): void {
  const { from, to, operation } = use;
  switch (difference.kind) {
    case "refused": {
      const { pointer, witness, violation, senderPlace, proof } = difference;
      const ofSender = placeOf(use, from, senderPlace);
      const ofReceiver = placeOf(use, to, violation.schema);
      const where = naming(pointer + violation.instancePointer);
      const what = violation.message.replace("; the contract asks", `; the ${to.version} asks`);
      changes.add({
        code: use.code,
        severity: use.severity,
        message: `the ${from.version} may send ${use.subject}: ${where} ${what}`,
        base: from.version === "base" ? ofSender : ofReceiver,
        revision: from.version === "revision" ? ofSender : ofReceiver,
        operation,
        kind: kindOf(violation),
        witness,
        witnessAt: violation.instancePointer,
        proof,
      });
      return;
    }
    case "unknown": {
      const { reason, at } = difference;
      const owner = [from, to].find(({ contract }) => contract.documents.sources.has(at.uri)) ?? to;
      const place = placeOf(use, owner, at);
      const other = owner === from ? to : from;
      changes.add({
        code: "schema.unresolved",
        message: `whether ${use.subject} of the ${from.version} fits the ${to.version} is not known: the schema at ${at.pointer || "/"} of the ${owner.version}: ${reason}`,
        base: owner.version === "base" ? place : use.holders.base,
        revision: owner.version === "revision" ? place : use.holders.revision,
        operation,
        kind: `${other.version} ${reason}`,
      });
      return;
    }
    case "receiver-only":
    case "sender-only": {
      const { name, pointer, schema } = difference;
      const owner = difference.kind === "sender-only" ? from : to;
      const isAdded = owner.version === "revision";
      const isUnread = !isAdded && difference.kind === "sender-only";
      const whole = pointer === "" ? "" : ` in ${naming(pointer)}`;
      changes.add({
        code: isAdded ? "diff.property.added" : "diff.property.removed",
        severity: isUnread ? "warning" : undefined,
        message: isAdded
          ? `the revision declares the property ${name}${whole} in ${use.subject}; the base does not`
          : `the base declares the property ${name}${whole} in ${use.subject}; the revision does not${isUnread ? ", and may ignore it" : ""}`,
        base: isAdded ? undefined : placeOf(use, owner, schema),
        revision: isAdded ? placeOf(use, owner, schema) : undefined,
        operation,
        kind: use.direction,
      });
    }
  }
}

// Each missing name is a difference of its own.
function kindOf({ keyword, message }: Violation): string {
  return keyword === "required" ? message : keyword;
}

function naming(pointer: string): string {
  const tokens = parsePointer(pointer) ?? [];
  return tokens.length === 0 ? "it" : tokens.join(".");
}

function placeOf(
  { holders }: Pick<SchemaUse, "holders">,
  { contract, version }: Pick<Side, "contract" | "version">,
  { uri, pointer }: SchemaPlace,
): At {
  const source = contract.documents.sources.get(uri);
  if (source !== undefined) return { source, pointer };
  // What was made for a comparison stands in no document.
  return holders[version] ?? { source: contract.root.source, pointer: "" };
}
