/**
 * The examples of a message, held to its payload and headers.
 *
 * AsyncAPI 3.0 #messageExampleObject, #messageTraitObject, #traits-merge-mechanism.
 */

import type { Schema } from "../../schema/schema.ts";
import { follow, inside, isDangling, itemsOf, type Place } from "../../source/documents.ts";
import { readFormattedSchema } from "../asyncapi.ts";
import type { Contract } from "../contract.ts";
import { type ExampleUse, mediaTypeExampleFaults, valueFaults } from "../example.ts";
import { stringAt } from "../reader.ts";
import type { ExampleBudget } from "./example-budget.ts";
import type { JudgedExample } from "./examples.ts";

/** What stands in the message counts before what its traits say. */
export function messageExamples(
  contract: Contract,
  message: Place,
  budget: ExampleBudget,
): JudgedExample[] {
  const use: ExampleUse = { direction: undefined, effort: budget.effort };
  const holders = [message, ...traitsOf(contract, message)];
  const examples = itemsOf(first(holders, "examples"));
  if (examples.length === 0) return [];
  const payload = formattedSchema(contract, inside(message, "payload"));
  // Headers of several are merged into one schema, which stands nowhere.
  const stated = holders.filter((holder) => inside(holder, "headers") !== undefined);
  const headers =
    stated.length === 1 ? formattedSchema(contract, inside(stated[0]!, "headers")) : undefined;
  const type = first(holders, "contentType") ?? inside(contract.root, "defaultContentType");
  // Where nothing says the media type, examples are taken as the values they are.
  const mediaType = typeof type?.value === "string" ? type.value : "*/*";
  return examples.flatMap((example, index) => {
    const name = stringAt(example, "name");
    const called = name === undefined ? `example ${index + 1}` : `the example ${name}`;
    const ownPayload = inside(example, "payload");
    const ownHeaders = inside(example, "headers");
    const judged: JudgedExample[] = [];
    if (headers !== undefined && ownHeaders !== undefined) {
      const faults = budget.spend(ownHeaders, () => valueFaults(headers, ownHeaders.value, use));
      judged.push({ called, part: "/headers", place: ownHeaders, faults: faults ?? [] });
    }
    if (payload !== undefined && ownPayload !== undefined) {
      const faults = budget.spend(ownPayload, () =>
        mediaTypeExampleFaults(mediaType, payload, ownPayload.value, use),
      );
      judged.push({ called, part: "/payload", place: ownPayload, faults: faults ?? [] });
    }
    return judged;
  });
}

// A trait never overrides what the message says; of several, the last one wins.
function traitsOf(contract: Contract, message: Place): Place[] {
  return itemsOf(inside(message, "traits"))
    .map((trait) => follow(contract.documents, trait))
    .flatMap((trait) => (isDangling(trait) ? [] : trait))
    .reverse();
}

function first(holders: readonly Place[], key: string): Place | undefined {
  return holders.map((holder) => inside(holder, key)).find((found) => found !== undefined);
}

// The schema may be a reference to one of a named format.
function formattedSchema(contract: Contract, entry: Place | undefined): Schema | undefined {
  if (entry === undefined) return undefined;
  const target = follow(contract.documents, entry);
  const isWrapped = !isDangling(target) && stringAt(target, "schemaFormat") !== undefined;
  return readFormattedSchema(contract, isWrapped ? target : entry);
}
