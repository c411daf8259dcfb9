/**
 * Files of one pair as one pact: a consumer's tests may write several.
 *
 * Pact V4 #interaction-types: a description and its states name an interaction within a pact.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { equalJson, jsonText, readJson } from "../../pact/match/json-value.ts";
import { isObject, memberOf } from "./notices.ts";

export interface PactText {
  /** For people. */
  file: string;
  text: string;
}

/**
 * The text of a single file as it is; of several, the first with the interactions that the others
 * add, numbers as they are written.
 *
 * @param files at least one; each is a pact
 * @throws {ConcordatError} `usage.invalid` where two interactions have one name and say different
 *   things, or files are of different versions of the specification
 */
export function mergePacts(files: readonly PactText[]): string {
  const [first, ...others] = files;
  if (others.length === 0) return first!.text;
  const merged = pactOf(first!);
  const member = memberName(merged);
  const interactions = [...(merged[member] as unknown[])];
  const origin = interactions.map(() => first!.file);
  for (const other of others) {
    const added = pactOf(other);
    if (memberName(added) !== member || !equalJson(versionOf(merged), versionOf(added))) {
      throw new ConcordatError(
        "usage.invalid",
        `${first!.file} and ${other.file} are pacts of one pair in two versions of the specification`,
        { mend: "Write both in one version, or publish one of them." },
      );
    }
    for (const interaction of added[member] as unknown[]) {
      const known = interactions.findIndex((each) => isNamedAlike(each, interaction));
      if (known === -1) {
        interactions.push(interaction);
        origin.push(other.file);
      } else if (!equalJson(interactions[known], interaction)) {
        throw differ(interaction, origin[known]!, other.file);
      }
    }
  }
  return jsonText({ ...merged, [member]: interactions });
}

function pactOf({ file, text }: PactText): Record<string, unknown> {
  const reading = readJson(text);
  // Whoever calls has read it as a pact before.
  if (!("value" in reading) || !isObject(reading.value)) throw new Error(`${file} is no pact`);
  return reading.value;
}

function memberName(pact: Record<string, unknown>): "interactions" | "messages" {
  return Array.isArray(pact.interactions) || !Array.isArray(pact.messages)
    ? "interactions"
    : "messages";
}

function versionOf({ metadata }: Record<string, unknown>): unknown {
  const stated =
    memberOf(metadata, "pactSpecification") ?? memberOf(metadata, "pact-specification");
  return memberOf(stated, "version") ?? memberOf(metadata, "pactSpecificationVersion") ?? null;
}

function isNamedAlike(a: unknown, b: unknown): boolean {
  return ["type", "description", "providerState", "providerStates", "provider_state"].every(
    (name) => equalJson(memberOf(a, name) ?? null, memberOf(b, name) ?? null),
  );
}

function differ(interaction: unknown, one: string, other: string): ConcordatError {
  const description = String(memberOf(interaction, "description"));
  return new ConcordatError(
    "usage.invalid",
    `${one} and ${other} have different interactions "${description}" in one provider state`,
    { mend: "Delete the older file, or give one of the two another description." },
  );
}
