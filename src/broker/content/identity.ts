/**
 * When two pacts say the same: the identity of a pact version.
 *
 * What the official broker hashes, so that a pact has one identity in both: the interactions (or
 * messages) whatever their order, and the version of the specification. Numbers count as they are
 * written, since 1 and 1.0 are two expectations (Pact V3 #matching-rules).
 */
import { createHash } from "node:crypto";
import { JsonNumber, readJson } from "../../pact/match/json-value.ts";

/** The interactions are in the file's order. */
export interface PactContent {
  /** SHA-1 in hexadecimal. */
  sha: string;
  interactions: { id: string; value: unknown }[];
  /** Where they stand: `interactions`, `messages`, or nowhere. */
  member: "interactions" | "messages" | undefined;
  consumer: string | undefined;
  provider: string | undefined;
}

/** @returns undefined where the text is no JSON object */
export function identify(text: string): PactContent | undefined {
  const reading = readJson(text);
  if (!("value" in reading) || !isRecord(reading.value)) return undefined;
  const pact = reading.value;
  const member = (["interactions", "messages"] as const).find((name) => Array.isArray(pact[name]));
  const interactions = member === undefined ? [] : (pact[member] as unknown[]);
  return {
    sha: sha1(canonical(identifying(pact, member))),
    interactions: interactions.map((value) => ({ id: sha1(canonical(withoutId(value))), value })),
    member,
    consumer: nameOf(pact.consumer),
    provider: nameOf(pact.provider),
  };
}

function identifying(pact: Record<string, unknown>, member: string | undefined): unknown {
  if (member === undefined) return pact;
  const identity: Record<string, unknown> = {};
  for (const name of ["interactions", "messages"]) {
    const list = pact[name];
    if (list === undefined) continue;
    const texts = Array.isArray(list) ? list.map((each) => canonical(withoutId(each))) : undefined;
    if (name === member) texts?.sort(byCodePoint);
    identity[name] = texts?.map((each) => new Raw(each)) ?? list;
  }
  const version = specificationOf(pact);
  if (version !== undefined) identity.pact_specification_version = version;
  return identity;
}

/** Canonical text that was made before. */
class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

// A pact that was fetched from a broker has ids of the broker's.
function withoutId(value: unknown): unknown {
  if (!isRecord(value) || !Object.hasOwn(value, "_id")) return value;
  const { _id: _, ...rest } = value;
  return rest;
}

function specificationOf({ metadata }: Record<string, unknown>): unknown {
  if (!isRecord(metadata)) return undefined;
  for (const name of ["pactSpecification", "pact-specification"]) {
    const stated = metadata[name];
    if (isRecord(stated) && isStated(stated.version)) return stated.version;
  }
  const version = metadata.pactSpecificationVersion;
  return isStated(version) ? version : undefined;
}

// Null and false are as good as nothing.
function isStated(version: unknown): boolean {
  return version !== undefined && version !== null && version !== false;
}

/** Compact JSON with the members of objects in the order of their names' code points. */
export function canonical(value: unknown): string {
  if (value instanceof Raw) return value.text;
  if (value instanceof JsonNumber) return value.lexeme;
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (isRecord(value)) {
    const members = Object.keys(value)
      .sort(byCodePoint)
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

// JavaScript compares units of UTF-16, where what is outside the first plane comes too early.
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left === right) continue;
    const areSurrogates = isSurrogate(left) === isSurrogate(right);
    return areSurrogates ? left - right : isSurrogate(left) ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

function nameOf(party: unknown): string | undefined {
  return isRecord(party) && typeof party.name === "string" ? party.name : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return (
    value !== null &&
    typeof value === "object" &&
    !Array.isArray(value) &&
    !(value instanceof JsonNumber) &&
    !(value instanceof Raw)
  );
}
