/**
 * The place of a JSON body that a finding is about, as a diff: what is wanted, what was sent.
 */
import { isJson } from "../contract/media-type.ts";
import type { Finding } from "../findings/finding.ts";
import { fieldValue, type HttpRequest, type HttpResponse } from "../http/exchange.ts";
import { parsePointer, valueAt } from "../source/pointer.ts";
import { locate, readSource } from "../source/source.ts";

/** How lines of a diff are coloured. */
export interface Paint {
  expected: (line: string) => string;
  received: (line: string) => string;
}

/** Lines around the value, and lines of the value itself. */
const CONTEXT = 2;
const MAX_VALUE_LINES = 6;
const MAX_WIDTH = 100;

/** Empty where the finding is about something else, or the body is no JSON. */
export function excerpt(
  finding: Finding,
  exchange: HttpRequest | HttpResponse,
  paint: Paint,
): string[] {
  const pointer = bodyPointer(finding);
  const body = pointer === undefined ? undefined : jsonOf(exchange);
  if (pointer === undefined || body === undefined) return [];
  const text = JSON.stringify(body.value, undefined, 2);
  const lines = text.split("\n");
  const { line, column } = locate(readSource(text, { uri: "body:", file: "body.json" }), pointer);
  const first = line - 1;
  const value = valueAt(body.value, pointer);
  const count = JSON.stringify(value, undefined, 2)?.split("\n").length ?? 1;
  const missing = missingProperty(finding);
  const opening = lines[first]!.slice(0, column - 1);
  const indent = /^ */.exec(opening)![0];
  if (missing !== undefined) {
    return [
      ...plain(lines.slice(Math.max(0, first - CONTEXT), first + 1)),
      paint.expected(cut(`  - ${indent}  ${missing}: …`)),
      ...plain(lines.slice(first + 1, first + 1 + CONTEXT)),
    ];
  }
  const sent = lines.slice(first, first + Math.min(count, MAX_VALUE_LINES));
  const wanted = wantedOf(finding);
  return [
    ...plain(lines.slice(Math.max(0, first - CONTEXT), first)),
    ...(wanted === undefined ? [] : [paint.expected(cut(`  - ${opening}${wanted}`))]),
    ...sent.map((each) => paint.received(cut(`  + ${each}`))),
    ...(count > MAX_VALUE_LINES ? [paint.received(`  + ${indent}…`)] : []),
    ...plain(lines.slice(first + count, first + count + CONTEXT)),
  ];
}

// Where the finding is about a value of the body, or the body as a whole.
function bodyPointer({ code, at }: Finding): string | undefined {
  if (!code.endsWith(".body.invalid")) return undefined;
  return parsePointer(at.pointer)?.[0] === "body" ? at.pointer.slice("/body".length) : undefined;
}

function jsonOf({ headers, body }: HttpRequest | HttpResponse): { value: unknown } | undefined {
  if (!isJson(fieldValue(headers, "content-type") ?? "")) return undefined;
  try {
    return { value: JSON.parse(new TextDecoder().decode(body)) };
  } catch {
    return undefined;
  }
}

// Messages of the validator read `is the string "3"; the contract asks for an integer`.
function wantedOf({ message }: Finding): string | undefined {
  return /; the contract asks for ([^\n]*)$/.exec(message)?.[1];
}

function missingProperty({ message }: Finding): string | undefined {
  return /has no property ("(?:[^"\\]|\\.)*"); the contract asks for it/.exec(message)?.[1];
}

function plain(lines: readonly string[]): string[] {
  return lines.map((line) => cut(`    ${line}`));
}

function cut(line: string): string {
  return line.length <= MAX_WIDTH ? line : `${line.slice(0, MAX_WIDTH - 1)}…`;
}
