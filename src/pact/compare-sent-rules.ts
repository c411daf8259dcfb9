/**
 * Whether a contract accepts all bodies that the rules of a request allow, and not the example
 * alone.
 *
 * DESIGN, decision 3: what they allow beyond the example and the contract refuses is a warning.
 */
import { isJson } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import type { Schema } from "../schema/schema.ts";
import { parsePointer } from "../source/pointer.ts";
import { readVariantRules } from "./compare-expected.ts";
import { becauseOf, locationInside, type PairContext, pactFinding } from "./comparison.ts";
import { rulesWithPlaces } from "./expected-rules.ts";
import { matchJson } from "./match/match-json.ts";
import { bodySetOf } from "./matcher-set/body-set.ts";
import type { Direction } from "./matcher-set/set-comparison.ts";
import { nameOfPlace } from "./name-of-place.ts";
import type { Body, MatchingRules } from "./pact.ts";

export interface SentBody {
  schema: Schema;
  /** The example, which the schema accepts. */
  value: unknown;
  contentType: string;
  body: Body;
  rules: MatchingRules;
  /** Of the rules. */
  category: string;
  direction: Direction;
  whole: string;
}

export function compareSentRules(context: PairContext, sent: SentBody): Finding[] {
  const { schema, value, body, rules, category, direction, whole } = sent;
  const written = rules.get(category);
  if (written === undefined || written.size === 0) return [];
  // Undecided or not, it is a warning at most.
  const undecided = (reason: string): Finding[] => [
    pactFinding(context, {
      code: "pact.unvalidatable",
      message: `whether the contract accepts all that the rules of ${whole} allow was not decided: ${reason}`,
      severity: "info",
      at: locationInside(body.place),
      ...becauseOf(context.contract, schema),
      identity: [whole, "rules"],
    }),
  ];
  if (!isJson(sent.contentType)) {
    return undecided(
      `${rulesWithPlaces(written)} ${written.size === 1 ? "leads" : "lead"} through ${sent.contentType}, and its schema does not`,
    );
  }
  const matching = {
    rules,
    category,
    allowsMore: false,
    isMeant: true,
    readRules: (inner: unknown) => readVariantRules(body, category, inner),
  };
  const set = bodySetOf(matching, value);
  const sender = context.sets.schemaOf(set.schema);
  const verdict = context.sets.compare(direction, sender, schema);
  if (verdict.kind === "compatible") return [];
  if (verdict.kind === "unknown") return undecided(`the schema ${verdict.reason}`);
  const { witness, violation } = verdict;
  if (!set.isExact && matchJson(matching, value, witness).length > 0) {
    return undecided(
      set.doubt === undefined ? "some texts are not known" : `the rule ${set.doubt}`,
    );
  }
  const tokens = parsePointer(violation.instancePointer) ?? [];
  return [
    pactFinding(context, {
      code: "request.rule-wider",
      message: `the rules of ${whole} allow more than the contract accepts: ${nameOfPlace(tokens, whole)} ${violation.message}`,
      at: locationInside(body.place, ...tokens),
      ...becauseOf(context.contract, violation.schema),
      witness,
      asked: [sender, schema].map((each) => ({ schema: each, value: witness })),
      identity: [whole, violation.instancePointer, violation.schema.pointer, violation.keyword],
    }),
  ];
}
