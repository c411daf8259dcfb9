/**
 * A body that was sent, as a pact states it.
 *
 * Pact V4 #body. JSON has matchers; texts are stated as they are, and octets in base64.
 */

import type { MediaType } from "../../contract/contract.ts";
import { essence, findMediaType, isJson, isXml } from "../../contract/media-type.ts";
import { ConcordatError } from "../../findings/concordat-error.ts";
import { isSecretName } from "../../http/secrets.ts";
import { withMatchers } from "../matcher.ts";
import { takeMatchers } from "../take-matchers.ts";
import {
  type FieldPath,
  fieldPath,
  onlyFields,
  type StatedMatcher,
  seesNothing,
  withStated,
} from "./read-fields.ts";
import type { RecordedBody, Rules } from "./recorded-part.ts";
import { withSentMatchers } from "./sent-matchers.ts";
import { EXAMPLE, type SeenSecrets, withoutSecrets } from "./without-secrets.ts";

export interface SentBody {
  direction: "request" | "response";
  /** Empty where there is none. */
  bytes: Uint8Array;
  /** As sent. */
  contentType: string | undefined;
  /** What the contract declares for this part. */
  content: readonly MediaType[];
  stated: readonly StatedMatcher[];
  /** Of a response: what the consumer reads; undefined where it is not said. */
  fields: readonly string[] | undefined;
  secrets: SeenSecrets;
}

export interface BodyStatement {
  /** What the header is to say. */
  contentType: string;
  body: RecordedBody;
  rules: Rules;
}

/**
 * Undefined where there is no body, and where the consumer reads nothing of it.
 *
 * @throws {ConcordatError} `usage.invalid` for a body that a recorded pact cannot state, and for
 *   fields or matchers that lead nowhere
 */
export function recordedBody(sent: SentBody): BodyStatement | undefined {
  const { bytes, contentType = "application/octet-stream", stated, fields } = sent;
  const wanted = [...stated.map(({ written }) => written), ...(fields ?? [])];
  if (bytes.length === 0) {
    if (wanted.length > 0) throw seesNothing(wanted[0]!);
    return undefined;
  }
  if (fields !== undefined && wanted.length === 0) return undefined;
  const type = essence(contentType);
  if (isJson(type)) return jsonBody(sent, type);
  if (wanted.length > 0) throw seesNothing(wanted[0]!);
  const isText = type.startsWith("text/") || isXml(type) || TEXTS.has(type);
  const body = isText
    ? { content: textOf(sent, type), contentType, encoded: false as const }
    : { content: base64Of(sent, type), contentType, encoded: "base64" as const };
  return { contentType, body, rules: new Map() };
}

const FORM = "application/x-www-form-urlencoded";

const TEXTS: ReadonlySet<string> = new Set([FORM, "application/javascript", "application/yaml"]);

/** The text of a JSON body as a value. */
export function parseBody(bytes: Uint8Array, contentType: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (cause) {
    throw new ConcordatError("usage.invalid", `a body of ${contentType} is no JSON`, {
      mend: "Send what the type says; a pact cannot state it otherwise.",
      cause,
    });
  }
}

function jsonBody(sent: SentBody, type: string): BodyStatement {
  const { direction, secrets, stated, content: declared } = sent;
  const schema = findMediaType(declared, sent.contentType ?? type)?.schema;
  const schemas = schema === undefined ? [] : [schema];
  const clear = withoutSecrets({ secrets, direction }, schemas, parseBody(sent.bytes, type));
  const value = withStated(readFields(clear, sent), stated);
  const matched =
    direction === "request" ? withSentMatchers(schemas, value) : withMatchers(schemas, value);
  const { content, rules } = takeMatchers(matched);
  return { contentType: type, body: { content, contentType: type, encoded: false }, rules };
}

// What a test has a matcher for, it reads.
function readFields(value: unknown, { fields, stated }: SentBody): unknown {
  if (fields === undefined) return value;
  const paths: FieldPath[] = fields.map(fieldPath);
  const missing = paths.findIndex((path) => onlyFields(value, [path]) === undefined);
  if (missing >= 0) throw seesNothing(`the field ${fields[missing]!}`);
  return onlyFields(value, [...paths, ...stated.map(({ path }) => path)]);
}

function textOf({ bytes, secrets }: SentBody, type: string): string {
  const text = new TextDecoder().decode(bytes);
  if (type !== FORM) return secrets.cleared(text);
  const pairs = text.split("&").map((pair) => {
    const [name = "", value] = pair.split("=", 2);
    const isSecret = value !== undefined && isSecretName(decodeURIComponentOrKeep(name));
    return isSecret ? `${name}=${EXAMPLE}` : pair;
  });
  return secrets.cleared(pairs.join("&"));
}

function decodeURIComponentOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The boundary between parts is made by chance, so that no two runs would write the same pact.
function base64Of({ bytes }: SentBody, type: string): string {
  if (type.startsWith("multipart/")) {
    throw new ConcordatError("usage.invalid", `a body of ${type} cannot be recorded`, {
      mend: "Write this interaction with PactV4.",
    });
  }
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
