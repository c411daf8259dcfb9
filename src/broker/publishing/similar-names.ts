/**
 * Names that are probably meant to be one: `order-service`, `OrderService`, `Orders`.
 *
 * A participant comes to be when a pact names it, so that a name written in another way would
 * silently make another one. The rule is the official broker's, so that both refuse the same names.
 */

/** @returns those of `known` that a new name is suspiciously similar to; none for a known one */
export function similarNames(name: string, known: readonly string[]): string[] {
  if (known.includes(name)) return [];
  const words = wordsOf(name);
  return known.filter((each) => wordsOf(each) === words);
}

/** Words that say nothing about which application is meant. */
const FILLERS = new Set(["api", "provider", "service"]);

function wordsOf(name: string): string {
  const words = name
    .replaceAll(/\s/g, "_")
    .replaceAll("::", "/")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll("-", "_")
    .toLowerCase()
    .replace(/_+$/, "")
    .split("_");
  const plain = words.map((word) => word.replace(/s$/, "")).filter((word) => !FILLERS.has(word));
  return JSON.stringify(plain);
}

/** What is said of a new name, in the official broker's words. */
export function similarNamesMessage(
  name: string,
  similar: readonly string[],
  baseUrl: string,
): string {
  return `This is the first time a pact has been published for "${name}".
The name "${name}" is very similar to the following existing pacticipants:
${similar.map((each) => `* ${each}`).join("\n")}
If you meant to specify one of the above names, please correct the pact configuration, and re-publish the pact.
If the pact is intended to be for a new consumer or provider, please manually create "${name}" using the following command from the Pact Broker CLI, and then re-publish the pact:

pact-broker create-or-update-pacticipant --name "${name}" --broker-base-url ${baseUrl}

For information on the Pact Broker CLI see https://docs.pact.io/go/pbc-cli
To disable this check, set \`check_for_potential_duplicate_pacticipant_names\` to false in the configuration.
`;
}
