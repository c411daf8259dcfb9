/**
 * Reads the contracts' `Address` from a body.
 */
import { type Address, COUNTRIES } from "../schemas/common.ts";
import { member, nullable, oneOf, optionals, type Place, text } from "./body.ts";

export function readAddress(place: Place): Address {
  return {
    street: member(place, "street", text),
    city: member(place, "city", text),
    ...optionals(place, ["state"], nullable(text)),
    postalCode: member(place, "postalCode", text),
    country: member(place, "country", oneOf(COUNTRIES)),
  };
}
