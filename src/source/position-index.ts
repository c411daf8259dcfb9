/**
 * Pointer to offset, for every value of a YAML or JSON text.
 *
 * A scalar and a flow collection stand where they start; a block collection stands at its key,
 * since its own first character is already its first entry's.
 */
import { EVENT_ID, type Event, getScalarValue, parseEvents, SCALAR_STYLE } from "js-yaml";
import { MAX_PARSED_DEPTH, offsetOfDepth } from "./parse.ts";
import { formatPointer, parsePointer } from "./pointer.ts";
import { lineStarts } from "./position.ts";

export interface PositionIndex {
  /** The offset at which each line starts. */
  starts: readonly number[];
  offsetOf(pointer: string): number | undefined;
  /** Of the value that `tokens` lead to, as far as they lead somewhere. */
  offsetNear(tokens: readonly string[]): number;
  /** Where the text became too deep to be indexed; 0 where it did not. */
  end: number;
  /** Keys stated again in one mapping, in document order. */
  duplicates: readonly { pointer: string; offset: number }[];
}

/** A value and those in it: pointers of deep values would be longer than the text. */
interface Entry {
  offset: number;
  items: Entry[] | undefined;
  members: Map<string, Entry> | undefined;
  /** What an alias stands for: its anchor's value. */
  target: Entry | undefined;
}

interface Frame {
  entry: Entry;
  isMapping: boolean;
  /** Whether it is a key; keys that are no scalars have no pointer. */
  isKey: boolean;
  /** The key whose value comes next, or came last. */
  key: string;
  keyOffset: number;
  /** Whether a key comes next. */
  isKeyDue: boolean;
}

/** Text that cannot be parsed gives an index without entries. */
export function indexPositions(text: string): PositionIndex {
  const anchors = new Map<string, Entry>();
  const duplicates: { pointer: string; offset: number }[] = [];
  const stack: Frame[] = [];
  let root: Entry | undefined;

  // Adds the value that an event opens to the one it stands in.
  function add(start: number, isElsewhere: boolean, anchor: string | undefined): Entry {
    const frame = stack.at(-1);
    const keyOffset = frame?.isMapping === true ? frame.keyOffset : undefined;
    const offset = isElsewhere ? (keyOffset ?? Math.max(0, start)) : start;
    const entry: Entry = { offset, items: undefined, members: undefined, target: undefined };
    if (frame === undefined) root ??= entry;
    else if (frame.isMapping) {
      frame.entry.members ??= new Map();
      frame.entry.members.set(frame.key, entry);
      frame.isKeyDue = true;
    } else {
      frame.entry.items ??= [];
      frame.entry.items.push(entry);
    }
    if (anchor !== undefined) anchors.set(anchor, entry);
    return entry;
  }

  function takeKey(frame: Frame, key: string, offset: number): void {
    frame.key = key;
    // A key of no characters, as in `: value`, stands nowhere: what came before it is the nearest.
    if (offset >= 0) frame.keyOffset = offset;
    frame.isKeyDue = false;
    if (key !== "<<" && frame.entry.members?.has(key)) {
      duplicates.push({ pointer: formatPointer(stack.map(stepInside)), offset: frame.keyOffset });
    }
  }

  const { events, end } = readEvents(text);
  for (const event of ownEvents(events)) {
    const frame = stack.at(-1);
    const isKey = frame?.isMapping === true && frame.isKeyDue;
    switch (event.type) {
      case EVENT_ID.SCALAR: {
        const offset = startOfScalar(text, event.valueStart);
        if (isKey) {
          takeKey(frame, offset < 0 ? "null" : getScalarValue(text, event), offset);
        } else {
          // An empty value has no text of its own, and a block scalar begins on the next line.
          const isElsewhere = event.valueStart < 0 || event.style >= SCALAR_STYLE.LITERAL_BLOCK;
          add(offset, isElsewhere, anchorOf(text, event));
        }
        break;
      }
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const isFlow = event.style === 2;
        const entry = isKey
          ? { offset: event.start, items: undefined, members: undefined, target: undefined }
          : add(event.start, !isFlow, anchorOf(text, event));
        const isMapping = event.type === EVENT_ID.MAPPING;
        stack.push({ entry, isMapping, isKey, key: "", keyOffset: event.start, isKeyDue: true });
        break;
      }
      case EVENT_ID.ALIAS: {
        const name = text.slice(event.anchorStart, event.anchorEnd);
        if (isKey) takeKey(frame, name, event.anchorStart);
        else add(event.anchorStart, false, undefined).target = anchors.get(name);
        break;
      }
      case EVENT_ID.POP: {
        const ended = stack.pop();
        if (ended?.isKey) takeKey(stack.at(-1)!, "?", ended.keyOffset);
        break;
      }
    }
  }

  return {
    starts: lineStarts(text),
    end,
    duplicates,
    offsetOf(pointer) {
      let entry = root;
      for (const token of parsePointer(pointer) ?? []) entry = entry && entryIn(entry, token);
      return entry?.offset;
    },
    offsetNear(tokens) {
      let nearest = root;
      for (const token of tokens) {
        const inner = nearest && entryIn(nearest, token);
        if (inner === undefined) break;
        nearest = inner;
      }
      return nearest?.offset ?? end;
    },
  };
}

/** What the present value of a frame is called in it. */
function stepInside({ isMapping, key, entry }: Frame): string | number {
  return isMapping ? key : (entry.items?.length ?? 1) - 1;
}

function anchorOf(
  text: string,
  { anchorStart, anchorEnd }: { anchorStart: number; anchorEnd: number },
): string | undefined {
  return anchorStart < 0 ? undefined : text.slice(anchorStart, anchorEnd);
}

// What stands under an alias stands under its anchor.
function entryIn(entry: Entry, token: string): Entry | undefined {
  const { items, members } = entry.target ?? entry;
  return items === undefined ? members?.get(token) : items[Number(token)];
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
