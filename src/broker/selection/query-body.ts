/**
 * The question as the first clients asked it, by GET: names in snake case, lists as `name[]`.
 * Given as the body that later clients post.
 */
import { type RackParams, type RackValue, readRackQuery } from "../matrix/rack-query.ts";

/** Members that were never asked for by GET are passed over later on. */
const FLAGS = new Set(["includePendingStatus", "latest"]);

/**
 * @param query what follows the question mark
 * @throws {UnreadableQuery}
 */
export function readQueryBody(query: string): Record<string, unknown> {
  return plainObject(readRackQuery(query));
}

function plainObject(params: RackParams): Record<string, unknown> {
  return Object.fromEntries(
    [...params].map(([name, value]) => {
      const member = name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [member, plainValue(value, FLAGS.has(member))];
    }),
  );
}

function plainValue(value: RackValue, isFlag: boolean): unknown {
  if (isFlag && (value === "true" || value === "false")) return value === "true";
  if (Array.isArray(value)) return value.map((each) => plainValue(each, false));
  return value instanceof Map ? plainObject(value) : value;
}
