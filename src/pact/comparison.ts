/**
 * What all findings about one interaction have in common, and what they come to together.
 */
import type { Asked } from "../compat/second-opinion.ts";
import type { Contract, Operation } from "../contract/contract.ts";
import {
  createFinding,
  type Finding,
  type FindingDraft,
  type Location,
} from "../findings/finding.ts";
import { hash64 } from "../findings/hash.ts";
import { locationOf, type Place } from "../source/documents.ts";
import { appendPointer, type PointerToken, valueAt } from "../source/pointer.ts";
import { locate } from "../source/source.ts";
import type { PactEvidence } from "./confirm-witnesses.ts";
import type { SetComparison } from "./matcher-set/set-comparison.ts";
import {
  type HttpInteraction,
  type HttpPart,
  type Interaction,
  type Pact,
  type UnreadInteraction,
  writtenName,
} from "./pact.ts";
import type { SchemaPlace } from "./problem.ts";

export interface PactComparison {
  compatible: boolean;
  verdict: "compatible" | "incompatible" | "unknown";
  errors: Finding[];
  warnings: Finding[];
}

/** One interaction and the contract it is compared with. */
export interface PairContext {
  pact: Pact;
  contract: Contract;
  interaction: Exclude<Interaction, UnreadInteraction>;
  /** Of its operation, or of the operation that its message belongs to; undefined where none is found. */
  operation: { key: string } | undefined;
  /** Of the whole run. */
  sets: SetComparison;
  /** Of the whole run: what witnesses rest on is added to it. */
  evidence: PactEvidence[];
}

export interface InteractionContext extends PairContext {
  interaction: HttpInteraction;
  operation: Operation | undefined;
}

export interface MatchedContext extends InteractionContext {
  operation: Operation;
}

/** What one finding adds: `identity` is the field or parameter, and the kind of difference. */
export type PactDraft = Omit<FindingDraft, "service" | "operation"> & {
  /** What the witness rests on, to be confirmed before it is shown. */
  asked?: readonly Asked[];
};

export function pactFinding(context: PairContext, { asked = [], ...draft }: PactDraft): Finding {
  const { pact, interaction, operation, evidence } = context;
  const finding = createFinding({
    ...draft,
    service: pact.consumer,
    ...(operation !== undefined && { operation: operation.key }),
    identity: [...interactionIdentity(pact, interaction), ...draft.identity],
  });
  if (asked.length > 0 && "witness" in finding) evidence.push({ finding, asked });
  return finding;
}

const identities = new WeakMap<Interaction, readonly string[]>();

/** The pair, and the interaction by what it says: its place in the file changes with every merge. */
export function interactionIdentity(pact: Pact, interaction: Interaction): readonly string[] {
  let identity = identities.get(interaction);
  if (identity === undefined) {
    const states = interaction.kind === "unread" ? [] : interaction.states.map(({ name }) => name);
    const { description } = interaction;
    identity = [pact.consumer, pact.provider, description, states.join(", ")].map(shortened);
    identities.set(interaction, identity);
  }
  return identity;
}

/** Thousands of findings may be about one interaction with thousands of states. */
const LONG = 1000;

function shortened(text: string): string {
  return text.length <= LONG ? text : `${text.slice(0, LONG)} ${hash64(text)}`;
}

/** The place that `tokens` lead to from `place`, as far as they lead somewhere. */
export function locationInside(place: Place, ...tokens: PointerToken[]): Location {
  for (let length = tokens.length; length > 0; length -= 1) {
    const steps = appendPointer("", ...tokens.slice(0, length));
    if (valueAt(place.value, steps) !== undefined) {
      return locate(place.source, place.pointer + steps);
    }
  }
  return locationOf(place);
}

/** Where a part says its media type: its header, else its body. */
export function contentTypeLocation(part: HttpPart): Location {
  const name = writtenName(part, "content-type");
  return name === undefined
    ? locationOf(part.body.place)
    : locationInside(part.place, "headers", name);
}

/** Where a rule stands in the contract's documents. */
export function becauseOf(
  contract: Contract,
  rule: SchemaPlace | undefined,
): { because?: Location } {
  const source = rule && contract.documents.sources.get(rule.uri);
  return source === undefined ? {} : { because: locate(source, rule!.pointer) };
}

/**
 * The verdict of all findings: what was not decided makes it `unknown`, unless something else is
 * wrong for sure.
 *
 * @param options.strict what holds in one provider state and not in another is an error
 */
export function comparisonOf(
  findings: readonly Finding[],
  options: { strict?: boolean } = {},
): PactComparison {
  const judged = options.strict ? findings.map(raise) : findings;
  const errors = judged.filter(({ severity }) => severity === "error");
  const warnings = judged.filter(({ severity }) => severity !== "error");
  const isBroken = errors.some((finding) => !isUndecided(finding));
  const isUnknown = judged.some(isUndecided);
  const verdict = isBroken ? "incompatible" : isUnknown ? "unknown" : "compatible";
  return { compatible: verdict === "compatible", verdict, errors, warnings };
}

/** Whether a finding says that something was not understood, rather than that it is wrong. */
export function isUndecided({ code, severity }: Finding): boolean {
  // What would be a warning at most leaves the verdict as it is.
  return severity !== "info" && (UNDECIDED.has(code) || code.startsWith("source."));
}

const UNDECIDED: ReadonlySet<string> = new Set([
  "schema.unresolved",
  "pact.interaction-unread",
  "pact.unreadable",
  "pact.unvalidatable",
]);

/** Whether a finding is an error where `options` hold. */
export function isErrorUnder(finding: Finding, options: { strict?: boolean }): boolean {
  return (options.strict ? raise(finding) : finding).severity === "error";
}

function raise(finding: Finding): Finding {
  return finding.code === "response.state-dependent" ? { ...finding, severity: "error" } : finding;
}
