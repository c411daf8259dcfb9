/**
 * One thing that is to be said of two schemas.
 */
import type { SchemaPlace } from "../../schema/compare/compare.ts";
import type { Schema } from "../../schema/schema.ts";
import type { Violation } from "../../schema/violation.ts";
import type { Proof } from "./change.ts";
import type { NameDifference } from "./name-differences.ts";

export type Difference =
  | {
      kind: "refused";
      /** Of the value inside what is sent, such as `/items/0`; `""` for the whole. */
      pointer: string;
      /** The value there. */
      witness: unknown;
      violation: Violation;
      senderPlace: SchemaPlace;
      /** The sender's schemas of the values that the value is in, the whole first. */
      holders: readonly Schema[];
      /** What shows it for itself: the value at the deepest place that was compared. */
      proof: Proof;
    }
  | { kind: "unknown"; reason: string; at: SchemaPlace }
  | NameDifference;
