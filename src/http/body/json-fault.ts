/**
 * Where a text stops being JSON, and what should stand there.
 *
 * RFC 8259 §2 to §7. Engines tell it in words of their own, some without a place; this is asked
 * only when one has refused a text.
 */
import { faultClause, type TextFault } from "./text-fault.ts";

/**
 * The first thing wrong, as a clause: `at line 2, column 9 stands "}" where a value should be`.
 *
 * @returns undefined where `text` is JSON
 */
export function jsonFault(text: string): string | undefined {
  const fault = findFault(text);
  return fault && faultClause(text, fault);
}

/** What may stand next, between two tokens. */
type Due = "value" | "value or ]" | "name" | "name or }" | "colon" | "comma";

const WANTED: Record<Due, string> = {
  value: "a value",
  "value or ]": "a value or ]",
  name: "a property name in quotes",
  "name or }": "a property name in quotes or }",
  colon: "a colon",
  comma: "a comma",
};

const SPACE = /[ \t\n\r]*/y;
const LITERAL = /true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what may not stand in a string
const STRING = /"(?:[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;

function findFault(text: string): TextFault | undefined {
  // What is open, innermost last; no recursion, as nesting is the sender's choice.
  const open: ("{" | "[")[] = [];
  let due: Due = "value";
  let offset = 0;
  for (;;) {
    offset = skip(SPACE, text, offset);
    const character = text[offset];
    if (due === "comma" && open.length === 0) {
      return character === undefined ? undefined : { offset, wanted: "the end of the text" };
    }
    if (character === undefined) return { offset, wanted: wanted(due, open) };
    if (isClosing(character, due, open)) {
      open.pop();
      due = "comma";
      offset += 1;
    } else if (due === "comma" && character === ",") {
      due = open.at(-1) === "{" ? "name" : "value";
      offset += 1;
    } else if (due === "colon" && character === ":") {
      due = "value";
      offset += 1;
    } else if (due.startsWith("value") && (character === "{" || character === "[")) {
      open.push(character);
      due = character === "{" ? "name or }" : "value or ]";
      offset += 1;
    } else if (character === '"' && (due.startsWith("value") || due.startsWith("name"))) {
      const end = skip(STRING, text, offset);
      const fault = stringFault(text, end);
      if (fault !== undefined) return fault;
      due = due.startsWith("name") ? "colon" : "comma";
      offset = end + 1;
    } else {
      const end = due.startsWith("value") ? skip(LITERAL, text, offset) : offset;
      if (end === offset) return { offset, wanted: wanted(due, open) };
      due = "comma";
      offset = end;
    }
  }
}

function isClosing(character: string, due: Due, open: readonly string[]): boolean {
  const innermost = open.at(-1);
  if (character === "}") return innermost === "{" && (due === "comma" || due === "name or }");
  return character === "]" && innermost === "[" && (due === "comma" || due === "value or ]");
}

function wanted(due: Due, open: readonly string[]): string {
  if (due !== "comma") return WANTED[due];
  return open.at(-1) === "{" ? "a comma or }" : "a comma or ]";
}

// `end` is where the string's characters stop: at its quotation mark, or at what may not be in it.
function stringFault(text: string, end: number): TextFault | undefined {
  const character = text[end];
  if (character === '"') return undefined;
  if (character === undefined) return { offset: end, wanted: "a quotation mark" };
  return {
    offset: end,
    wanted: character === "\\" ? "an escape sequence" : "an escaped character",
  };
}

function skip(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
