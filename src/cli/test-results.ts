/**
 * What the verifier found of a pact, interaction by interaction, as brokers take it.
 */

import type { FetchedPact } from "../broker/client/pacts-for-verification.ts";
import { type InteractionResult, interactionIds } from "../broker/client/verification-results.ts";
import type { Finding } from "../findings/finding.ts";
import { parsePointer } from "../source/pointer.ts";

/** @param found at places of the pact, or of the configuration where all of it is concerned */
export function testResultsOf(pact: FetchedPact, found: readonly Finding[]): InteractionResult[] {
  const errors = found.filter(({ severity }) => severity === "error");
  const byIndex = Map.groupBy(errors, ({ at }) => indexIn(at.pointer));
  const isLaid = errors.length > 0 && errors.every(({ at }) => indexIn(at.pointer) === undefined);
  return interactionIds(pact).map(({ id, description }, index) => {
    const own = isLaid ? errors : (byIndex.get(index) ?? []);
    return {
      interactionId: id,
      ...(description !== undefined && { interactionDescription: description }),
      success: own.length === 0,
      ...(own.length > 0 && { mismatches: own.map((each) => mismatchOf(each, description)) }),
    };
  });
}

function indexIn(pointer: string): number | undefined {
  const match = /^\/(?:interactions|messages)\/(\d+)(?:\/|$)/.exec(pointer);
  return match === null ? undefined : Number(match[1]);
}

function mismatchOf(
  { at, message }: Finding,
  interaction = "",
): NonNullable<InteractionResult["mismatches"]>[number] {
  // The interaction is named beside it.
  const description = message.startsWith(`${interaction}: `)
    ? message.slice(interaction.length + 2)
    : message;
  const tokens = parsePointer(at.pointer) ?? [];
  const part = ATTRIBUTES.find(([name]) => tokens.includes(name));
  if (part === undefined) return { attribute: "interaction", description };
  const [name, attribute] = part;
  const inner = tokens.slice(tokens.indexOf(name) + 1);
  const identifier = attribute === "body" ? pathOf(inner) : inner[0];
  return {
    attribute,
    ...(identifier !== undefined && { identifier }),
    description,
  };
}

const ATTRIBUTES = [
  ["status", "status"],
  ["headers", "header"],
  ["metadata", "metadata"],
  ["body", "body"],
  ["contents", "body"],
] as const;

// `content` is the pact's own word around a body.
function pathOf(tokens: readonly string[]): string {
  const inner = tokens[0] === "content" ? tokens.slice(1) : tokens;
  return `$${inner.map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`)).join("")}`;
}
