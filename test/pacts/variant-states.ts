/**
 * The provider states in which a provider answers each of the `variants` of an answer, by operation
 * and by the variant's name.
 */
export const VARIANT_STATES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "user-service GET /users/{userId}": {
    "everything present": "user u-1 has told everything about itself",
    "every optional field absent": "user u-1 has told its name only",
    "every optional field inside /profile/address absent":
      "user u-1 has an address without a state",
    "every nullable field null": "user u-1 has taken back what it told about itself",
    "every nullable field inside /profile/address null":
      "user u-1 has an address whose state is null",
  },
  "order-service GET /orders": {
    "everything present": "user u-1 has orders",
    "every optional field absent": "user u-1 has orders without what they may lack",
    "every nullable field null": "user u-1 has orders with null where they may have it",
  },
  "order-service GET /orders/{orderId}": {
    "everything present": "order o-1 is confirmed",
    "every optional field absent": "order o-1 is confirmed and lacks what it may",
    "every nullable field null": "order o-1 is confirmed and has null where it may",
  },
  "product-service GET /products/recommendations": {
    "everything present": "there are products to recommend",
    "every optional field absent": "the products to recommend lack what they may",
    "every nullable field null": "the products to recommend have null where they may",
  },
};

/** @throws {Error} for a variant that no provider is brought to */
export function stateOf(call: string, variant: string): string {
  const state = VARIANT_STATES[call]?.[variant];
  if (state === undefined) throw new Error(`no state of ${call} has ${variant}`);
  return state;
}
