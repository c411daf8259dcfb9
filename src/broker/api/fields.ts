/**
 * What members of a body must be, in the words in which the official broker refuses them.
 *
 * PACT-BROKER-API §2.
 */
import { BadRequest } from "./resource.ts";

export interface TextRule {
  isRequired?: boolean;
  /** Nor a blank text. */
  isFilled?: boolean;
  hasNoSpaces?: boolean;
}

/** Collects what is wrong with a body, so that everything is told at once. */
export interface FieldReader {
  /** A text or null; undefined where there is none, or what is there is refused. */
  text(name: string, rule?: TextRule): string | null | undefined;
  refuse(name: string, reason: string): void;
  /** @throws {BadRequest} where something was refused */
  finish(): void;
}

export function createFieldReader(body: Readonly<Record<string, unknown>>): FieldReader {
  const errors: Record<string, string[]> = {};
  const refuse = (name: string, reason: string): undefined => {
    errors[name] = [...(errors[name] ?? []), reason];
  };
  return {
    refuse,
    text(name, rule = {}) {
      const value = body[name];
      if (value === undefined) return rule.isRequired ? refuse(name, "is missing") : undefined;
      if (value === null) return rule.isRequired ? refuse(name, "must be filled") : null;
      if (typeof value !== "string") return refuse(name, "must be a string");
      if (rule.isRequired && value === "") return refuse(name, "must be filled");
      if (rule.isFilled && value.trim() === "") return refuse(name, "cannot be blank");
      if (/[\r\n]/.test(value)) return refuse(name, "cannot contain multiple lines");
      if (rule.hasNoSpaces && /\s/.test(value)) return refuse(name, "cannot contain spaces");
      return value;
    },
    finish() {
      if (Object.keys(errors).length > 0) throw new BadRequest(errors);
    },
  };
}
