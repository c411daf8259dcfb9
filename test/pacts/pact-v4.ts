/**
 * One interaction with PactV4, from a template of the provider's contract.
 */
import { MatchersV3, type PactV4 } from "@pact-foundation/pact";
import type { InteractionTemplate, PactMatcher } from "concordat/pact";
import { type Answer, leadTo } from "./consumer.ts";

const ID = "5b0ad6ba-9d4d-4d7c-a1c1-0a1b2c3d4e5f";

type Headers = InteractionTemplate["headers"];

/** Somebody whom nobody knows yet. */
export const ANONYMOUS: Headers = { "X-Request-ID": uuid(ID) };

/** The user's token goes on. */
export const AS_USER: Headers = {
  ...ANONYMOUS,
  Authorization: matching("^Bearer .+$", "Bearer user-token"),
};

/** What is undone is undone in the gateway's own name: the user's token may have run out. */
export const AS_SERVICE: Headers = {
  ...ANONYMOUS,
  "X-API-Key": matching("^.+$", "key-of-the-services"),
};

/** What ties all calls of an errand together; not every operation declares it. */
export const CORRELATED: Headers = { "X-Correlation-ID": uuid(ID) };

/** For steps that are taken once, however often they are sent. */
export const ONCE: Headers = { "Idempotency-Key": matching("^.{1,255}$", ID) };

export interface Expectation {
  /** A provider state. */
  given: string;
  /** What the interaction is called. */
  receiving: string;
  template: InteractionTemplate;
}

/** Runs `act` against Pact's mock server, which answers as `template` says. */
export async function exchange<T>(
  pact: PactV4,
  { given, receiving, template }: Expectation,
  act: (answer: Answer) => Promise<T>,
): Promise<void> {
  const { method, path, query, headers, body, response } = template;
  await pact
    .addInteraction()
    .given(given)
    .uponReceiving(receiving)
    .withRequest(method, path, (builder) => {
      // A template has the matchers in the form that the builder writes.
      builder.query(query).headers(headers as Parameters<typeof builder.headers>[0]);
      if (body !== undefined) builder.jsonBody(body);
    })
    .willRespondWith(response.status, (builder) => {
      if (response.body !== undefined) builder.jsonBody(response.body);
    })
    .executeTest(async ({ url }) => await act(leadTo(url)));
}

/**
 * `template` with lists of any length where it says of these members that they are not empty: what
 * passes them on takes them as they are.
 */
export function ofAnyLength(
  template: InteractionTemplate,
  ...members: readonly string[]
): InteractionTemplate {
  const body: unknown = JSON.parse(JSON.stringify(template.response.body), (name, value) => {
    if (!members.includes(name)) return value as unknown;
    const { min: _, ...rest } = value as { min?: number };
    return rest;
  });
  return { ...template, response: { ...template.response, body } };
}

function uuid(example: string): PactMatcher {
  return { ...MatchersV3.uuid(example) };
}

function matching(pattern: string, example: string): PactMatcher {
  return { ...MatchersV3.regex(pattern, example) };
}
