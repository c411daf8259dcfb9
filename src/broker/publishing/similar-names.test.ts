import { expect, test } from "vitest";
import { similarNames, similarNamesMessage } from "./similar-names.ts";

test.each<[string, string, boolean]>([
  // new                      known                   similar
  ["c", "C", true],
  ["order-service", "OrderService", true],
  ["order service", "order_service", true],
  ["Order", "order-service", true],
  ["orders", "order-api", true],
  ["Order Provider", "orders", true],
  ["HTTPGateway", "http-gateway", true],
  ["orderV2", "order_v2", true],
  ["Foo::Bar", "foo/bar", true],
  ["foo-", "foo", true],
  ["service", "API", true],
  ["address", "addres", false],
  ["order-a", "order-b", false],
  ["order1", "order2", false],
  ["order-client", "order", false],
  ["foobar", "foo-bar", false],
  ["foo--bar", "foo-bar", false],
  ["ORDER", "Or-der", false],
])("%s beside %s: %s", (name, known, isSimilar) => {
  expect(similarNames(name, ["another", known])).toEqual(isSimilar ? [known] : []);
});

test("a name that is known is not asked about", () => {
  expect(similarNames("c", ["C", "c"])).toEqual([]);
});

test("what is said of it names all that are similar", () => {
  expect(similarNamesMessage("order", ["Order", "orders"], "http://b")).toBe(
    `This is the first time a pact has been published for "order".
The name "order" is very similar to the following existing pacticipants:
* Order
* orders
If you meant to specify one of the above names, please correct the pact configuration, and re-publish the pact.
If the pact is intended to be for a new consumer or provider, please manually create "order" using the following command from the Pact Broker CLI, and then re-publish the pact:

pact-broker create-or-update-pacticipant --name "order" --broker-base-url http://b

For information on the Pact Broker CLI see https://docs.pact.io/go/pbc-cli
To disable this check, set \`check_for_potential_duplicate_pacticipant_names\` to false in the configuration.
`,
  );
});
