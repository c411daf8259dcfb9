/**
 * What is known of the claims of a token.
 *
 * RFC 7519 §4.1; OpenID Connect Core 1.0 #StandardClaims.
 */
import { composeSchema } from "../schema/compose.ts";
import type { Schema } from "../schema/schema.ts";

const TYPES: Readonly<Record<string, readonly string[]>> = {
  string: [
    ..."iss sub jti name given_name family_name middle_name nickname preferred_username".split(" "),
    ..."profile picture website email gender birthdate zoneinfo locale phone_number".split(" "),
  ],
  boolean: ["email_verified", "phone_number_verified"],
  number: ["exp", "nbf", "iat", "auth_time", "updated_at"],
};

/** The schema of a registered claim; undefined for one that everybody may fill as they like. */
export function schemaOfClaim(claim: string): Schema | undefined {
  const type = Object.keys(TYPES).find((name) => TYPES[name]!.includes(claim));
  return type === undefined ? undefined : composeSchema({ type }, new Map());
}
