/**
 * Reads the JSON body of a request, member by member. What is not as the contract says is a
 * `Refusal` of 400 that names the place by its JSON pointer.
 */
import { Refusal } from "./refusal.ts";

/** A value of the body and where it stands. */
export interface Place {
  value: unknown;
  /** RFC 6901; the whole body is the empty text. */
  pointer: string;
}

export type Read<T> = (place: Place) => T;

/** @throws {Refusal} 400 where the body is no JSON, or not what `read` asks for */
export async function readBody<T>(request: Request, read: Read<T>): Promise<T> {
  const text = await request.text();
  return read({ value: parse(request, text), pointer: "" });
}

/** The same for a body that may be left out, which reads as undefined. */
export async function readOptionalBody<T>(request: Request, read: Read<T>): Promise<T | undefined> {
  const text = await request.text();
  return text === "" ? undefined : read({ value: parse(request, text), pointer: "" });
}

export function member<T>(object: Place, name: string, read: Read<T>): T {
  const place = at(object, name);
  if (place === undefined) throw invalid(object.pointer, `has no member "${name}"`);
  return read(place);
}

/** Undefined where the member is absent. */
export function optional<T>(object: Place, name: string, read: Read<T>): T | undefined {
  const place = at(object, name);
  return place === undefined ? undefined : read(place);
}

/** The members that `names` lists, as far as they are there. */
export function optionals<Name extends string, T>(
  object: Place,
  names: readonly Name[],
  read: Read<T>,
): { [Key in Name]?: T } {
  const found: { [Key in Name]?: T } = {};
  for (const name of names) {
    const value = optional(object, name, read);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

export function nullable<T>(read: Read<T>): Read<T | null> {
  return (place) => (place.value === null ? null : read(place));
}

export const text: Read<string> = ({ value, pointer }) => {
  if (typeof value !== "string") throw invalid(pointer, "is no text");
  return value;
};

export const flag: Read<boolean> = ({ value, pointer }) => {
  if (typeof value !== "boolean") throw invalid(pointer, "is neither true nor false");
  return value;
};

export const number: Read<number> = ({ value, pointer }) => {
  if (typeof value !== "number") throw invalid(pointer, "is no number");
  return value;
};

/** The contracts' `format: int32`. */
export const int32: Read<number> = ({ value, pointer }) => {
  if (typeof value !== "number" || (value | 0) !== value) {
    throw invalid(pointer, "is no integer of 32 bits");
  }
  return value;
};

export const record: Read<Record<string, unknown>> = (place) => {
  return object(place).value as Record<string, unknown>;
};

export function oneOf<const T extends string>(choices: readonly T[]): Read<T> {
  return ({ value, pointer }) => {
    const choice = choices.find((choice) => choice === value);
    if (choice === undefined) throw invalid(pointer, `is none of ${choices.join(", ")}`);
    return choice;
  };
}

export function list<T>(read: Read<T>): Read<T[]> {
  return ({ value, pointer }) => {
    if (!Array.isArray(value)) throw invalid(pointer, "is no list");
    return value.map((item, index) => read({ value: item, pointer: `${pointer}/${index}` }));
  };
}

/** The place itself, when an object stands there. */
export function object(place: Place): Place {
  const { value, pointer } = place;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid(pointer, "is no object");
  }
  return place;
}

function at(place: Place, name: string): Place | undefined {
  const { value, pointer } = object(place);
  if (!Object.hasOwn(value as object, name)) return undefined;
  const step = name.replaceAll("~", "~0").replaceAll("/", "~1");
  return { value: (value as Record<string, unknown>)[name], pointer: `${pointer}/${step}` };
}

function parse(request: Request, text: string): unknown {
  const type = request.headers.get("Content-Type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/json") {
    throw new Refusal(400, "BODY_NOT_JSON", "The body has to be application/json");
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "BODY_NOT_JSON", "The body is no JSON");
  }
}

function invalid(pointer: string, problem: string): Refusal {
  const subject = pointer === "" ? "The body" : pointer;
  return new Refusal(400, "BODY_INVALID", `${subject} ${problem}`, { pointer });
}
