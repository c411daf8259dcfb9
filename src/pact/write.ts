/**
 * A pact as the text of a version 4 file.
 *
 * Pact V4 #pact-file; keys stand in alphabetical order and interactions by description, as the
 * official libraries write them, so that the same pact gives the same bytes.
 */
import type {
  Body,
  HttpPart,
  Interaction,
  InteractionBase,
  MatchingRules,
  MessagePart,
  Pact,
  RuleList,
} from "./pact.ts";

/** JSON with two spaces and a line break at its end. */
export function writePact(pact: Pact): string {
  const file = {
    consumer: { name: pact.consumer },
    interactions: pact.interactions.toSorted(byDescription).map(writeInteraction),
    metadata: sorted({ ...pact.metadata, pactSpecification: { version: "4.0" } }),
    provider: { name: pact.provider },
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function byDescription(a: Interaction, b: Interaction): number {
  return compareTexts(a.description, b.description) || compareTexts(stateNames(a), stateNames(b));
}

// By code units: the order of a locale differs from machine to machine.
function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function stateNames(interaction: Interaction): string {
  return interaction.kind === "unread"
    ? ""
    : JSON.stringify(interaction.states.map(({ name, params }) => [name, params]));
}

function writeInteraction(interaction: Interaction): unknown {
  switch (interaction.kind) {
    case "unread":
      return interaction.value;
    case "http": {
      const { method, path, query } = interaction.request;
      return sorted({
        ...writeBase(interaction, "Synchronous/HTTP"),
        request: sorted({
          ...writeHttpPart(interaction.request),
          method,
          path,
          ...(query.size > 0 && { query: writeTexts(query) }),
        }),
        response: sorted({
          ...writeHttpPart(interaction.response),
          status: interaction.response.status,
        }),
      });
    }
    case "async":
      return sorted({
        ...writeBase(interaction, "Asynchronous/Messages"),
        ...writeMessagePart(interaction.message),
      });
    case "sync":
      return sorted({
        ...writeBase(interaction, "Synchronous/Messages"),
        request: sorted(writeMessagePart(interaction.request)),
        response: interaction.responses.map((part) => sorted(writeMessagePart(part))),
      });
  }
}

function writeBase(interaction: InteractionBase, type: string): Record<string, unknown> {
  const { key, states } = interaction;
  return {
    ...interaction.extra,
    description: interaction.description,
    ...(key !== undefined && { key }),
    pending: interaction.isPending,
    ...(states.length > 0 && { providerStates: states.map(writeState) }),
    type,
  };
}

function writeState({ name, params }: InteractionBase["states"][number]): unknown {
  return Object.keys(params).length > 0 ? { name, params } : { name };
}

function writeHttpPart(part: HttpPart): Record<string, unknown> {
  return {
    ...part.extra,
    ...(part.headers.size > 0 && { headers: writeTexts(part.headers) }),
    ...writeBody("body", part.body),
    ...writeRules(part),
  };
}

function writeMessagePart(part: MessagePart): Record<string, unknown> {
  return {
    ...part.extra,
    ...writeBody("contents", part.contents),
    ...(Object.keys(part.metadata).length > 0 && { metadata: part.metadata }),
    ...writeRules(part),
  };
}

function writeRules(part: HttpPart | MessagePart): Record<string, unknown> {
  return {
    ...(part.matchingRules.size > 0 && { matchingRules: writeMatchingRules(part.matchingRules) }),
    ...(part.generators !== undefined && { generators: part.generators }),
  };
}

function writeBody(key: string, body: Body): Record<string, unknown> {
  const { contentType, hint } = body;
  const common = {
    ...(contentType !== undefined && { contentType }),
    ...(hint !== undefined && { contentTypeHint: hint }),
  };
  switch (body.state) {
    case "missing":
      return {};
    case "null":
      return { [key]: { content: null, ...common } };
    case "empty":
      return { [key]: { content: "", ...common } };
    case "present":
      return { [key]: { content: body.content, ...common, encoded: body.encoded } };
  }
}

function writeMatchingRules(rules: MatchingRules): unknown {
  return sorted(
    Object.fromEntries(
      [...rules].map(([category, paths]) => {
        const whole = paths.get("");
        const lists = [...paths].map(([path, list]): [string, RuleList] => [path, ordered(list)]);
        return [category, whole ? ordered(whole) : sorted(Object.fromEntries(lists))];
      }),
    ),
  );
}

function ordered({ combine, matchers }: RuleList): RuleList {
  return { combine, matchers };
}

function writeTexts(map: ReadonlyMap<string, readonly string[]>): unknown {
  return sorted(Object.fromEntries(map));
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => compareTexts(a, b)));
}
