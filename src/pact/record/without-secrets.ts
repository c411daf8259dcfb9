/**
 * What was sent, with examples in the place of what lets someone in.
 *
 * DESIGN, decision 13: tokens never reach a pact. RFC 7515 §3.1 for the form of a token.
 */
import { isSecretName } from "../../http/secrets.ts";
import { sample } from "../../schema/sample.ts";
import type { Schema } from "../../schema/schema.ts";
import { isValid } from "../../schema/validate.ts";
import { itemSchemas, readProperty, viewsOf } from "../schema-view.ts";

/** Stands for a secret where nothing says what it should look like. */
export const EXAMPLE = "example";

/** Texts that were credentials somewhere in the exchange; shorter ones would be found by chance. */
const MIN_SECRET_LENGTH = 8;

/** A JSON Web Token, wherever it stands. */
const TOKEN = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/;

/** What an exchange has shown to be secret. */
export class SeenSecrets {
  readonly #texts = new Set<string>();

  add(text: string): void {
    if (text.length >= MIN_SECRET_LENGTH && text !== EXAMPLE) this.#texts.add(text);
  }

  /** Whether a text holds what was a credential elsewhere, or is a token by its form. */
  isIn(text: string): boolean {
    if (TOKEN.test(text)) return true;
    for (const secret of this.#texts) if (text.includes(secret)) return true;
    return false;
  }

  /** A text that is no JSON, such as XML, with every secret in it replaced. */
  cleared(text: string): string {
    let clear = text.replaceAll(new RegExp(TOKEN, "g"), EXAMPLE);
    for (const secret of this.#texts) clear = clear.replaceAll(secret, EXAMPLE);
    return clear;
  }

  /** What members with secret names hold, to be found elsewhere too. */
  addMembers(value: unknown, isSecret = false): void {
    if (typeof value === "string" && isSecret) this.add(value);
    if (value === null || typeof value !== "object") return;
    for (const [name, child] of Object.entries(value)) {
      this.addMembers(child, isSecret || (!Array.isArray(value) && isSecretName(name)));
    }
  }
}

export interface ClearContext {
  secrets: SeenSecrets;
  direction: "request" | "response";
}

/** `value` with an example that `schemas` accept for each text that is secret. */
export function withoutSecrets(
  context: ClearContext,
  schemas: readonly Schema[],
  value: unknown,
  isSecret = false,
): unknown {
  if (typeof value === "string") {
    return isSecret || context.secrets.isIn(value) ? exampleOf(context, schemas) : value;
  }
  if (typeof value === "number") return isSecret ? numberOf(context, schemas, value) : value;
  if (value === null || typeof value !== "object") return value;
  const [view = []] = viewsOf(schemas) ?? [];
  if (Array.isArray(value)) {
    return value.map((item, index) =>
      withoutSecrets(context, itemSchemas(view, index), item, isSecret),
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      const property = readProperty(view, name);
      const inner = property.state === "declared" ? property.schemas : [];
      return [name, withoutSecrets(context, inner, child, isSecret || isSecretName(name))];
    }),
  );
}

function exampleOf({ direction }: ClearContext, schemas: readonly Schema[]): string {
  const isFit = (value: unknown): value is string =>
    typeof value === "string" && schemas.every((schema) => isValid(schema, value, { direction }));
  if (isFit(EXAMPLE)) return EXAMPLE;
  const made = schemas.map((schema) => sample(schema, { seed: 0, direction }));
  return made.flatMap((each) => (each.ok ? [each.value] : [])).find(isFit) ?? EXAMPLE;
}

// How long a token lives is called by its name too: a number that is no secret by itself, but a
// PIN is.
function numberOf(context: ClearContext, schemas: readonly Schema[], value: number): number {
  const { direction } = context;
  const candidates = schemas.map((schema) => sample(schema, { seed: 0, direction }));
  const made = candidates.flatMap((each) =>
    each.ok && typeof each.value === "number" ? [each.value] : [],
  );
  return made[0] ?? (Number.isInteger(value) ? 0 : 0.5);
}
