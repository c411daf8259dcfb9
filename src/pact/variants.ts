/**
 * The answers that a contract allows for the fields a consumer reads: with what may be absent, and
 * without it; with what may be null, and null.
 *
 * A consumer that was tested with one of them only breaks on the day the provider sends another.
 */
import type { Contract, MediaType } from "../contract/contract.ts";
import { findResponse } from "../contract/response.ts";
import type { Schema } from "../schema/schema.ts";
import { isValid } from "../schema/validate.ts";
import { formatPointer, parsePointer } from "../source/pointer.ts";
import { changedAt, type FieldPath, onlyPaths } from "./field-path.ts";
import { jsonOf, lowestSuccess, operationOf } from "./interaction.ts";
import { messageNamed, payloadOf } from "./message-template.ts";
import { pickFields } from "./pick-fields.ts";
import { type Freedom, freedomAt } from "./variant-fields.ts";
import { wholeAnswer } from "./whole-answer.ts";

export interface VariantsOptions {
  /** Default: the lowest declared 2xx. Of no meaning for a message. */
  status?: number;
  /** What the consumer reads: names, and JSON Pointers in which `*` is every item of a list. */
  fields: readonly string[];
}

/** One answer or message, for `test.each`. */
export interface Variant {
  /** Such as `every optional field absent`. */
  name: string;
  /** What of the body is read: `response.fields` of `interaction`, `fields` of `message`. */
  fields: unknown;
}

/**
 * The bodies that `operationId` may answer, as far as `fields` reads them; of an AsyncAPI contract
 * the payloads of the channel or message that `operationId` names, as `message` takes it. In this order: everything
 * present; every optional field absent; every nullable field null. A body that the schema refuses is
 * not among them: as many of its fields change as may change together, and the others by
 * themselves. Fields inside of one that changes have a body of their own, in which it stays.
 *
 * Only those that differ are there, so that it may be one. What the contract does not declare is
 * present in all of them. Values are those of the contract's examples, else of a sample.
 *
 * @example
 * test.each(variants(contract, "getUser", { fields: ["id", "/profile/phoneNumber"] }))(
 *   "a user, $name",
 *   ({ name, fields }) => …interaction(contract, "getUser", { response: { fields } })…,
 * );
 * @throws {ConcordatError} `usage.invalid` when the contract has no such operationId or message, or
 *   when no status is named and no 2xx declared
 */
export function variants(
  contract: Contract,
  operationId: string,
  { status, fields }: VariantsOptions,
): Variant[] {
  const mediaType =
    contract.format === "asyncapi"
      ? payloadOf(messageNamed(contract, operationId).message)
      : answerOf(contract, operationId, status);
  const paths = fields.map((name) => parsePointer(name) ?? [name]);
  const whole = mediaType?.schema && wholeAnswer(mediaType as SchemaMedia, paths);
  if (mediaType?.schema === undefined || whole === undefined) {
    return [{ name: EVERYTHING, fields: pickFields(mediaType, fields) }];
  }
  const body: Body = { schema: mediaType.schema, whole, paths };
  const bodies = [
    { name: EVERYTHING, whole },
    ...changedBodies(body, "optional"),
    ...changedBodies(body, "nullable"),
  ].map(({ name, whole }) => ({ name, fields: onlyPaths(whole, paths) }));
  return bodies.filter(
    ({ fields }, index) => bodies.findIndex((each) => isSame(each.fields, fields)) === index,
  );
}

function answerOf(
  contract: Contract,
  operationId: string,
  status: number | undefined,
): MediaType | undefined {
  const { responses } = operationOf(contract, operationId);
  const chosen = status ?? lowestSuccess(operationId, responses);
  const response = findResponse(responses, String(chosen));
  return response && jsonOf(response);
}

const EVERYTHING = "everything present";

type SchemaMedia = MediaType & { schema: Schema };

interface Body {
  schema: Schema;
  /** A valid answer in which everything that is read is there. */
  whole: unknown;
  paths: readonly FieldPath[];
}

interface Changed {
  name: string;
  whole: unknown;
}

function changedBodies(body: Body, freedom: Freedom): Changed[] {
  return levelsOf(body, freedom).flatMap(({ places, inside }) => {
    const groups = groupsOf(body, freedom, places);
    return groups.map((group) => ({
      name: nameOf({ group, freedom, inside, isAll: group.length === places.length }),
      whole: changedIn(body, freedom, group),
    }));
  });
}

interface Level {
  places: FieldPath[];
  /** The places of the same freedom that these stand in. */
  inside: FieldPath[];
}

// What stands inside of something that goes is gone with it; so each depth has its own bodies.
function levelsOf({ schema, whole, paths }: Body, freedom: Freedom): Level[] {
  const levels: Level[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    let outer: FieldPath | undefined;
    let depth = 0;
    for (let length = 1; length <= path.length; length += 1) {
      const place = path.slice(0, length);
      if (!freedomAt(schema, whole, place).has(freedom)) continue;
      levels[depth] ??= { places: [], inside: [] };
      const level = levels[depth]!;
      const pointer = formatPointer(place);
      if (!seen.has(pointer)) {
        seen.add(pointer);
        level.places.push(place);
        if (outer !== undefined && !level.inside.includes(outer)) level.inside.push(outer);
      }
      outer = level.places.find((each) => formatPointer(each) === pointer)!;
      depth += 1;
    }
  }
  return levels;
}

// Each place that can change does so in one of the groups.
function groupsOf(body: Body, freedom: Freedom, places: readonly FieldPath[]): FieldPath[][] {
  const groups: FieldPath[][] = [];
  let left = [...places];
  while (left.length > 0) {
    const group = largestOf(body, freedom, left);
    if (group.length === 0) break;
    groups.push(group);
    left = left.filter((place) => !group.includes(place));
  }
  return groups;
}

function largestOf(body: Body, freedom: Freedom, places: readonly FieldPath[]): FieldPath[] {
  const fits = (group: readonly FieldPath[]): boolean =>
    isValid(body.schema, changedIn(body, freedom, group), { direction: "response" });
  if (fits(places)) return [...places];
  const group: FieldPath[] = [];
  // One may have to wait for another: what needs it has to go first.
  for (let before = -1; before < group.length; ) {
    before = group.length;
    for (const place of places) {
      if (!group.includes(place) && fits([...group, place])) group.push(place);
    }
  }
  return group;
}

function changedIn({ whole }: Body, freedom: Freedom, places: readonly FieldPath[]): unknown {
  const value = freedom === "optional" ? undefined : null;
  return places.reduce((changed, place) => changedAt(changed, place, value), whole);
}

function nameOf({
  group,
  freedom,
  inside,
  isAll,
}: {
  group: readonly FieldPath[];
  freedom: Freedom;
  inside: readonly FieldPath[];
  isAll: boolean;
}): string {
  const outcome = freedom === "optional" ? "absent" : "null";
  const pointers = (places: readonly FieldPath[]) => places.map(formatPointer).join(", ");
  if (!isAll) return `${pointers(group)} ${outcome}`;
  const where = inside.length === 0 ? "" : ` inside ${pointers(inside)}`;
  return `every ${freedom} field${where} ${outcome}`;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
