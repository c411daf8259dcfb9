/**
 * Environments: what versions are deployed and released to.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import type { HalClient } from "./hal-client.ts";
import { hrefOf, pathOf } from "./link.ts";
import { memberOf } from "./notices.ts";

/** As the broker has it. */
export type EnvironmentDocument = Record<string, unknown> & { uuid: string; name: string };

export interface EnvironmentFields {
  name?: string;
  displayName?: string;
  production?: boolean;
  contacts?: { name?: string; details?: { emailAddress: string } }[];
}

/** @throws {ConcordatError} `broker.*` */
export async function listEnvironments(client: HalClient): Promise<EnvironmentDocument[]> {
  const { body } = await client.ask("GET", await environmentsHref(client));
  const list = memberOf(memberOf(body, "_embedded"), "environments");
  return Array.isArray(list) ? list.filter(isEnvironment) : [];
}

/** @throws {ConcordatError} `broker.refused` where there is none of this name, `broker.*` */
export async function findEnvironment(
  client: HalClient,
  name: string,
): Promise<EnvironmentDocument> {
  const all = await listEnvironments(client);
  const found = all.find((each) => each.name === name);
  if (found === undefined)
    throw noEnvironment(
      name,
      all.map((each) => each.name),
    );
  // The list need not have the links of each.
  const { body } = await client.ask(
    "GET",
    hrefOf(found, "self") ?? pathOf("environments", found.uuid),
  );
  return isEnvironment(body) ? body : found;
}

export function noEnvironment(name: string, known: readonly string[]): ConcordatError {
  const choice = known.length === 0 ? "there is none" : `choose ${known.join(", ")}`;
  return new ConcordatError("broker.refused", `the broker has no environment ${name}; ${choice}`, {
    mend: `concordat create-environment --name ${name} makes it.`,
  });
}

/** @throws {ConcordatError} `broker.*` */
export async function createEnvironment(
  client: HalClient,
  fields: EnvironmentFields & { name: string },
): Promise<EnvironmentDocument> {
  const { body } = await client.ask("POST", await environmentsHref(client), {
    body: { production: false, ...fields },
  });
  return documentOf(body);
}

/** @throws {ConcordatError} `broker.*` */
export async function describeEnvironment(
  client: HalClient,
  uuid: string,
): Promise<EnvironmentDocument> {
  const { body } = await client.ask("GET", await environmentHref(client, uuid));
  return documentOf(body);
}

/**
 * Fields that are not named stay as they are.
 *
 * @throws {ConcordatError} `broker.*`
 */
export async function updateEnvironment(
  client: HalClient,
  uuid: string,
  fields: EnvironmentFields,
): Promise<EnvironmentDocument> {
  const {
    _links,
    _embedded,
    uuid: _,
    createdAt,
    updatedAt,
    ...known
  } = await describeEnvironment(client, uuid);
  const { body } = await client.ask("PUT", await environmentHref(client, uuid), {
    body: { ...known, ...fields },
  });
  return documentOf(body);
}

/** @throws {ConcordatError} `broker.*` */
export async function deleteEnvironment(client: HalClient, uuid: string): Promise<void> {
  await client.ask("DELETE", await environmentHref(client, uuid));
}

async function environmentsHref(client: HalClient): Promise<string> {
  return (await client.relation("pb:environments")) ?? "environments";
}

async function environmentHref(client: HalClient, uuid: string): Promise<string> {
  return (await client.relation("pb:environment", { uuid })) ?? pathOf("environments", uuid);
}

function isEnvironment(value: unknown): value is EnvironmentDocument {
  return typeof memberOf(value, "uuid") === "string" && typeof memberOf(value, "name") === "string";
}

function documentOf(body: unknown): EnvironmentDocument {
  if (isEnvironment(body)) return body;
  throw new ConcordatError("broker.refused", "the broker's answer is no environment", {
    mend: "Check that --broker-base-url names a Pact Broker.",
  });
}
