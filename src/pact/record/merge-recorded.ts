/**
 * Recorded interactions, together with those that a pact holds already.
 *
 * Pact V4 #interaction-types: a description and its states name an interaction within a pact.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { readSource } from "../../source/source.ts";
import type { Interaction, Pact } from "../pact.ts";
import { readPact } from "../read.ts";
import { writePact } from "../write.ts";

export interface PactParties {
  consumer: string;
  provider: string;
}

/** Interactions by description and states, as model and as the text that a file has for it. */
export class RecordedInteractions {
  readonly #byKey = new Map<string, { interaction: Interaction; text: string }>();

  get size(): number {
    return this.#byKey.size;
  }

  /** In the order in which they were recorded. */
  get interactions(): readonly Interaction[] {
    return [...this.#byKey.values()].map(({ interaction }) => interaction);
  }

  /**
   * Adds one; what is there already is added once.
   *
   * @throws {ConcordatError} `usage.invalid` where another one has its description and states
   */
  add(interaction: Interaction): void {
    const key = keyOf(interaction);
    const text = textOf(interaction);
    const known = this.#byKey.get(key);
    if (known !== undefined && known.text !== text) {
      throw differ(known.interaction, interaction);
    }
    this.#byKey.set(key, { interaction, text });
  }

  /** The same, in place of what has its description and states. */
  replace(interaction: Interaction): void {
    this.#byKey.set(keyOf(interaction), { interaction, text: textOf(interaction) });
  }
}

/** The model of what `recordedInteraction` gives. */
export function readRecorded(parties: PactParties, written: unknown): Interaction {
  return readPactOf(parties, [written]).interactions[0]!;
}

/** An empty pact of version 4. */
export function emptyPact(parties: PactParties): Pact {
  return readPactOf(parties, []);
}

function readPactOf({ consumer, provider }: PactParties, interactions: unknown[]): Pact {
  const text = JSON.stringify({
    consumer: { name: consumer },
    provider: { name: provider },
    interactions,
    metadata: { pactSpecification: { version: "4.0" } },
  });
  const { pact } = readPact(readSource(text, { uri: "recorded:", file: "recorded.json" }));
  return pact!;
}

function keyOf(interaction: Interaction): string {
  if (interaction.kind === "unread") return JSON.stringify(interaction.value);
  return JSON.stringify([interaction.kind, interaction.description, interaction.states]);
}

const NOBODY: PactParties = { consumer: "", provider: "" };

function textOf(interaction: Interaction): string {
  return writePact({ ...emptyPact(NOBODY), interactions: [interaction] });
}

function differ(known: Interaction, added: Interaction): ConcordatError {
  const states = known.kind === "unread" ? [] : known.states.map(({ name }) => `"${name}"`);
  const given = states.length > 0 ? ` given ${states.join(" and ")}` : "";
  return new ConcordatError(
    "usage.invalid",
    `two different interactions are called "${added.description}"${given}: ${exchangeOf(known)} and ${exchangeOf(added)}${firstDifference(known, added)}`,
    {
      mend: "Give each its own description or states. What differs from run to run needs a matcher with a value.",
    },
  );
}

function exchangeOf(interaction: Interaction): string {
  if (interaction.kind !== "http") return "a message";
  const { request, response } = interaction;
  return `${request.method} ${request.path} answered ${response.status}`;
}

// Where the two say the same in short, the first line that is not the same.
function firstDifference(known: Interaction, added: Interaction): string {
  if (exchangeOf(known) !== exchangeOf(added)) return "";
  const [before, after] = [known, added].map((each) => textOf(each).split("\n")) as [
    string[],
    string[],
  ];
  const index = after.findIndex((line, at) => line !== before[at]);
  if (index < 0) return "";
  return `, which differ in ${before[index]?.trim() ?? "nothing"} and ${after[index]!.trim()}`;
}
