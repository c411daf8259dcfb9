/**
 * Values for fields that a test names without showing any: the contract's example, else a sample.
 */
import type { MediaType } from "../contract/contract.ts";
import { sample } from "../schema/sample.ts";
import { isValid } from "../schema/validate.ts";
import { parsePointer } from "../source/pointer.ts";

/**
 * @param names property names, or JSON Pointers in which `*` is every item of a list
 * @returns only the named fields; the value of one that neither example nor sample has is its name
 */
export function pickFields(mediaType: MediaType | undefined, names: readonly string[]): unknown {
  const known = knownValues(mediaType);
  let picked: unknown;
  for (const name of names) {
    const tokens = name.startsWith("/") ? parsePointer(name)! : [name];
    const source = known.find((value) => pick(value, tokens) !== undefined);
    const found = source === undefined ? unknownField(tokens) : pick(source, tokens);
    picked = merge(picked, found);
  }
  return picked;
}

// Valid examples first, in document order; the sample has every declared property.
export function knownValues(mediaType: MediaType | undefined): unknown[] {
  const schema = mediaType?.schema;
  const examples = mediaType?.examples.map(({ value }) => value) ?? [];
  if (schema === undefined) return examples;
  const valid = examples.filter((value) => isValid(schema, value, { direction: "response" }));
  const made = sample(schema, { seed: 0, direction: "response" });
  return made.ok ? [...valid, made.value] : valid;
}

/** `value` with nothing in it but what `tokens` lead to; undefined where they lead nowhere. */
function pick(value: unknown, tokens: readonly string[]): unknown {
  const [token, ...rest] = tokens;
  if (token === undefined) return value;
  if (Array.isArray(value)) {
    const items = token === "*" ? value : value.slice(Number(token), Number(token) + 1);
    const picked = items.map((item) => pick(item, rest)).filter((item) => item !== undefined);
    return picked.length === 0 ? undefined : picked;
  }
  if (value === null || typeof value !== "object" || !Object.hasOwn(value, token)) return undefined;
  const picked = pick((value as Record<string, unknown>)[token], rest);
  return picked === undefined ? undefined : { [token]: picked };
}

function unknownField(tokens: readonly string[]): unknown {
  const name = tokens.findLast((token) => !/^(\*|\d+)$/.test(token)) ?? "";
  return tokens.reduceRight<unknown>(
    (value, token) => (/^(\*|\d+)$/.test(token) ? [value] : { [token]: value }),
    name,
  );
}

function merge(a: unknown, b: unknown): unknown {
  if (Array.isArray(a) && Array.isArray(b)) {
    const length = Math.max(a.length, b.length);
    return Array.from({ length }, (_, index) => merge(a[index], b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    const entries = Object.entries(b).map(([name, value]) => [name, merge(a[name], value)]);
    return { ...a, ...Object.fromEntries(entries) };
  }
  return b === undefined ? a : b;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
