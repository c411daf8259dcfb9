/**
 * Reads the parameters of a URL's query. What is not as the contract says is a `Refusal` of 400.
 */
import { Refusal } from "./refusal.ts";

/** RFC 3339 §5.6, the contracts' `format: date-time`. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i;

export function requiredText(query: URLSearchParams, name: string): string {
  const value = query.get(name);
  if (value === null) throw invalid(name, "is missing");
  return value;
}

/** @returns undefined where the parameter is absent */
export function integer(
  query: URLSearchParams,
  name: string,
  { minimum, maximum = 2 ** 31 - 1 }: { minimum: number; maximum?: number },
): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= minimum && value <= maximum)) {
    throw invalid(name, `is no integer from ${minimum} to ${maximum}`);
  }
  return value;
}

/** Every value of a parameter that may be repeated, as `style: form` with `explode` has it. */
export function choices<const T extends string>(
  query: URLSearchParams,
  name: string,
  known: readonly T[],
): T[] {
  return query.getAll(name).map((text) => {
    const choice = known.find((choice) => choice === text);
    if (choice === undefined) throw invalid(name, `is none of ${known.join(", ")}`);
    return choice;
  });
}

/** @returns undefined where the parameter is absent */
export function dateTime(query: URLSearchParams, name: string): Date | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const date = new Date(DATE_TIME.test(text) ? text : Number.NaN);
  if (Number.isNaN(date.getTime()) || !isDay(text.slice(0, 10)))
    throw invalid(name, "is no date with a time and a zone");
  return date;
}

// `Date` takes 30 February for 2 March.
function isDay(text: string): boolean {
  return new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function invalid(name: string, problem: string): Refusal {
  return new Refusal(400, "PARAMETER_INVALID", `The parameter ${name} ${problem}`, { name });
}
