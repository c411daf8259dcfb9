/**
 * Pointer to offset, for every value of a YAML or JSON text.
 *
 * A scalar and a flow collection stand where they start; a block collection stands at its key,
 * since its own first character is already its first entry's.
 */
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from "js-yaml";
import { MAX_PARSED_DEPTH, offsetOfDepth } from "./parse.ts";
import { appendPointer } from "./pointer.ts";
import { lineStarts } from "./position.ts";

export interface PositionIndex {
  /** The offset at which each line starts. */
  starts: readonly number[];
  offsetOf(pointer: string): number | undefined;
  /** Where the text became too deep to be indexed; 0 where it did not. */
  end: number;
  /** Keys stated again in one mapping, in document order. */
  duplicates: readonly { pointer: string; offset: number }[];
}

interface Frame {
  pointer: string;
  isMapping: boolean;
  /** The key whose value comes next; undefined when a key comes next. */
  key: string | undefined;
  keyOffset: number;
  index: number;
  seen: Set<string>;
}

/** Text that cannot be parsed gives an index without entries. */
export function indexPositions(text: string): PositionIndex {
  const offsets = new Map<string, number>();
  const anchors = new Map<string, string>();
  const aliases = new Map<string, string>();
  const duplicates: { pointer: string; offset: number }[] = [];
  const stack: Frame[] = [];

  // The pointer of the value that an event opens, and the offset of the key before it.
  function place(): { pointer: string; keyOffset: number | undefined } {
    const frame = stack.at(-1);
    if (frame === undefined) return { pointer: "", keyOffset: undefined };
    if (!frame.isMapping) {
      return { pointer: appendPointer(frame.pointer, frame.index++), keyOffset: undefined };
    }
    const pointer = appendPointer(frame.pointer, frame.key ?? "");
    frame.key = undefined;
    return { pointer, keyOffset: frame.keyOffset };
  }

  function takeKey(frame: Frame, key: string, offset: number): void {
    if (frame.seen.has(key) && key !== "<<") {
      duplicates.push({ pointer: appendPointer(frame.pointer, key), offset });
    }
    frame.seen.add(key);
    frame.key = key;
    frame.keyOffset = offset;
  }

  const { events, end } = readEvents(text);
  for (const event of ownEvents(events)) {
    const frame = stack.at(-1);
    const isKey = frame?.isMapping === true && frame.key === undefined;
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const offset = startOfScalar(text, event.valueStart);
        if (isKey) {
          takeKey(frame, getScalarValue(text, event), offset);
        } else {
          const { pointer, keyOffset } = place();
          // An empty value has no text of its own, and a block scalar begins on the next line.
          const isElsewhere = event.valueStart < 0 || event.style >= SCALAR_STYLE.LITERAL_BLOCK;
          offsets.set(pointer, isElsewhere ? (keyOffset ?? Math.max(0, offset)) : offset);
          noteAnchor(event, pointer);
        }
        break;
      }
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        // A collection as a key has no pointer; its inside is read and forgotten.
        if (isKey) takeKey(frame, "?", event.start);
        const { pointer, keyOffset } = place();
        const isFlow = event.style === 2;
        offsets.set(pointer, isFlow ? event.start : (keyOffset ?? event.start));
        noteAnchor(event, pointer);
        stack.push({
          pointer,
          isMapping: event.type === EVENT_ID.MAPPING,
          key: undefined,
          keyOffset: 0,
          index: 0,
          seen: new Set(),
        });
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        if (isKey) {
          takeKey(frame, name, event.anchorStart);
        } else {
          const { pointer } = place();
          offsets.set(pointer, event.anchorStart);
          const target = anchors.get(name);
          if (target !== undefined) aliases.set(pointer, target);
        }
        break;
      }
      case EVENT_ID.POP:
        stack.pop();
        break;
    }
  }

  function noteAnchor(event: { anchorStart: number; anchorEnd: number }, pointer: string): void {
    if (event.anchorStart >= 0) {
      anchors.set(text.slice(event.anchorStart, event.anchorEnd), pointer);
    }
  }

  return {
    starts: lineStarts(text),
    end,
    duplicates,
    offsetOf(pointer) {
      const own = offsets.get(pointer);
      return own ?? offsets.get(throughAliases(pointer, aliases));
    },
  };
}

function readEvents(text: string): { events: Event[]; end: number } {
  try {
    return { events: parseEvents(text, { maxDepth: MAX_PARSED_DEPTH }), end: 0 };
  } catch (error) {
    return { events: [], end: offsetOfDepth(error) ?? 0 };
  }
}

// Document events open no frame of ours, and their POP closes none.
function* ownEvents(events: readonly Event[]): Generator<Event> {
  let depth = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue;
    if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) depth++;
    if (event.type === EVENT_ID.POP && depth-- === 0) return;
    yield event;
  }
}

function startOfScalar(text: string, valueStart: number): number {
  const before = text[valueStart - 1];
  return before === '"' || before === "'" ? valueStart - 1 : valueStart;
}

// What stands under an alias stands under its anchor; each step makes the pointer's aliased
// prefix the anchor's, and a chain of aliases is no longer than the number of anchors.
function throughAliases(pointer: string, aliases: ReadonlyMap<string, string>): string {
  let current = pointer;
  for (let step = 0; step <= aliases.size; step++) {
    const prefix = prefixIn(current, aliases);
    if (prefix === undefined) break;
    current = aliases.get(prefix)! + current.slice(prefix.length);
  }
  return current;
}

function prefixIn(pointer: string, aliases: ReadonlyMap<string, string>): string | undefined {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf("/", end - 1)) {
    const prefix = pointer.slice(0, end);
    if (aliases.has(prefix)) return prefix;
  }
  return undefined;
}
