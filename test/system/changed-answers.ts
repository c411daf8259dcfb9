/**
 * For each pact: what the consumer reads of an answer or an event cannot be dropped, nulled or
 * be of another type without the official verifier noticing; what it does not read can.
 */
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import config from "../../concordat.config.ts";
import { catalogue } from "../pacts/events/catalogue.ts";
import { EVENT_READS } from "../pacts/events/reads.ts";
import { isAt, placesOf } from "../pacts/places.ts";
import { READS } from "../pacts/reads.ts";
import { isOf } from "./interaction-of.ts";
import {
  type Mutant,
  type Provider,
  pactIn,
  type RealAnswer,
  realAnswers,
  refusedMutants,
} from "./mutated-answers.ts";

interface Row {
  consumer: string;
  provider: string;
  /** The operation and its status, or the channel. */
  what: string;
  isOf(answer: RealAnswer): boolean;
  /** JSON Pointers into what is answered, in which `*` is every item of a list. */
  reads: readonly string[];
}

const rows: Row[] = [
  ...READS.map(({ consumer, provider, operation, status, reads }) => ({
    consumer,
    provider,
    what: `${operation} ${status}`,
    isOf: (answer: RealAnswer) => answer.status === status && isOf(answer.interaction, operation),
    reads,
  })),
  ...EVENT_READS.map(({ consumer, provider, channel, fields, metadata }) => ({
    consumer,
    provider,
    what: channel,
    isOf: ({ status, interaction }: RealAnswer) =>
      status === 0 && interaction.metadata.channel === channel,
    // By the channel it is known what is received.
    reads: [
      ...fields.map((pointer) => `/contents${pointer}`),
      ...[...metadata, "channel"].map((name) => `/metadata/${name}`),
    ],
  })),
];

const CHANGES = ["drop", "retype", "null"] as const;

const pairs = [...new Set(rows.map(({ consumer, provider }) => `${consumer}-${provider}`))];

/** @param folder where the pacts are once the tests begin */
export function testChangedAnswers(folder: string): void {
  describe.each(pairs)("%s", (pair) => testPact(pair, path.join(folder, `${pair}.json`)));
}

function testPact(pair: string, file: string): void {
  const own = rows.filter(({ consumer, provider }) => `${consumer}-${provider}` === pair);
  let answers: RealAnswer[];
  let refused: Set<string>;

  beforeAll(async () => {
    const provider = config.services[pactIn(file).provider.name]!.provider as Provider;
    answers = await realAnswers(file, provider, catalogue);
    const mutants = own.flatMap((row) =>
      answers.filter((answer) => row.isOf(answer)).flatMap((answer) => mutantsOf(answer, row)),
    );
    refused = new Set([...(await refusedMutants(file, mutants))].map((each) => keyOf(each)));
  }, 120_000);

  const keyOf = ({ answer, places, change }: Mutant): string =>
    JSON.stringify([answers.indexOf(answer), places, change]);

  test("every answer is in the table of what is read", () => {
    const strangers = answers.filter((answer) => !own.some((row) => row.isOf(answer)));
    expect(strangers.map(({ interaction }) => interaction.description)).toEqual([]);
  });

  test.each(own)("what is read of $what", (row) => {
    const found = answers.filter((answer) => row.isOf(answer));
    expect(found).not.toEqual([]);
    const unseen: string[] = [];
    const seen = new Set<string>();
    for (const answer of found) {
      for (const mutant of mutantsOf(answer, row).filter(({ places }) => isRead(places[0]!, row))) {
        const shown = `${mutant.change} ${mutant.places[0]}`;
        if (refused.has(keyOf(mutant))) seen.add(shown);
        else if (isAsked(mutant)) unseen.push(`${answer.interaction.description}: ${shown}`);
      }
    }
    expect(unseen).toEqual([]);
    // Each in one interaction at least, in which it is there.
    const isEverSet = (pointer: string) =>
      found.some(({ value }) =>
        placesOf(value).some((place) => isAt(place, [pointer]) && !isNull(value, place)),
      );
    const due = row.reads.flatMap((pointer) =>
      CHANGES.filter((change) => change !== "null" || isEverSet(pointer)).map(
        (change) => `${change} ${pointer}`,
      ),
    );
    const isSeen = (wanted: string) =>
      [...seen].some((each) => `${each}/`.startsWith(`${wanted}/`));
    expect(due.filter((wanted) => !isSeen(wanted))).toEqual([]);
  });

  test.each(own)("what is not read of $what", (row) => {
    const others = answers
      .filter((answer) => row.isOf(answer))
      .flatMap((answer) => mutantsOf(answer, row))
      .filter(({ places }) => !isRead(places[0]!, row));
    const told = others.filter((mutant) => refused.has(keyOf(mutant)));
    expect(told.map(({ places, change }) => `${change} ${places.join(" ")}`)).toEqual([]);
  });
}

/** One for each change of each field that is read; of those that are not, all are changed at once. */
function mutantsOf(answer: RealAnswer, row: Row): Mutant[] {
  if (answer.value === undefined) return [];
  const places = placesOf(answer.value);
  const read = places.filter((place) => isRead(place, row));
  const others = places.filter((place) => !isRead(place, row) && place !== "");
  return CHANGES.flatMap((change) => [
    ...read
      .filter((place) => change !== "null" || !isNull(answer.value, place))
      .map((place) => ({ answer, places: [place], change })),
    ...(others.length > 0 ? [{ answer, places: others, change }] : []),
  ]);
}

/** Where there is less than is read, such as null in place of an object, all of that is read. */
function isRead(place: string, { reads }: Row): boolean {
  return isAt(place, reads) || reads.some((each) => isAt(each, [place]));
}

/** Whether the pact asks for it in this interaction: what may be absent is, in one of them. */
function isAsked({ answer, places }: Mutant): boolean {
  const { response, contents, metadata } = answer.interaction;
  const stated =
    answer.status === 0 ? { contents: contents?.content, metadata } : response?.body?.content;
  return stated !== undefined && isAt(places[0]!, placesOf(stated));
}

function isNull(value: unknown, place: string): boolean {
  const tokens = place.split("/").slice(1);
  const found = tokens.reduce<unknown[]>(
    (values, token) =>
      values.flatMap((each) =>
        token === "*" ? (each as unknown[]) : [(each as Record<string, unknown>)[token]],
      ),
    [value],
  );
  return found.every((each) => each === null);
}
