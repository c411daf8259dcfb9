/**
 * What was deployed or released where, recorded in a broker.
 */
import { ConcordatError } from "../../findings/concordat-error.ts";
import { findEnvironment, listEnvironments, noEnvironment } from "./environments.ts";
import type { HalClient } from "./hal-client.ts";
import { hrefOf, linksOf, pathOf } from "./link.ts";
import { isObject, memberOf } from "./notices.ts";

export interface DeployedVersion {
  pacticipant: string;
  version: string;
  environment: string;
  /** Of several that run beside each other. */
  instance?: string;
}

/**
 * A deployment takes the place of what this instance had there; a release stays beside others.
 *
 * @returns what the broker has recorded
 * @throws {ConcordatError} `broker.refused` for a version or an environment that is not there
 */
export async function recordVersion(
  client: HalClient,
  kind: "deployment" | "release",
  { pacticipant, version, environment, instance }: DeployedVersion,
): Promise<unknown> {
  const path = pathOf("pacticipants", pacticipant, "versions", version);
  const found = await client.ask("GET", path, { may: [404] });
  if (found.status === 404) {
    throw new ConcordatError(
      "broker.refused",
      `the broker has no version ${version} of ${pacticipant}`,
      {
        mend: "Publish a pact or a verification result with it first.",
      },
    );
  }
  const links = linksOf(found.body, `pb:record-${kind}`);
  const link = links.find(({ name }) => name === environment);
  if (link === undefined) {
    const known = await listEnvironments(client);
    throw noEnvironment(
      environment,
      known.map(({ name }) => name),
    );
  }
  const { body } = await client.ask("POST", link.href, {
    body: instance === undefined ? {} : { target: instance, applicationInstance: instance },
    // Brokers answer a second time with what they recorded the first time.
    isRepeatable: true,
  });
  return body;
}

/**
 * @returns what is no longer deployed
 * @throws {ConcordatError} `broker.refused` where nothing of it is deployed there
 */
export async function recordUndeployment(
  client: HalClient,
  { pacticipant, environment, instance }: Omit<DeployedVersion, "version">,
): Promise<unknown[]> {
  const current = await currentVersions(client, environment, pacticipant, {
    relation: "pb:currently-deployed-deployed-versions",
    member: "deployedVersions",
  });
  const meant = current.filter((each) => instanceOf(each) === instance);
  if (meant.length === 0) {
    const others = current.map(instanceOf).filter((each) => each !== undefined);
    const which = instance === undefined ? "" : ` as instance ${instance}`;
    throw new ConcordatError(
      "broker.refused",
      `${pacticipant} is not deployed to ${environment}${which}`,
      {
        mend:
          others.length === 0
            ? "Check the names; record-deployment says what is deployed."
            : `Say --application-instance with one of ${others.join(", ")}.`,
      },
    );
  }
  return ended(client, meant, { currentlyDeployed: false });
}

/**
 * @returns what is no longer supported
 * @throws {ConcordatError} `broker.refused` where the version is not released there
 */
export async function recordSupportEnded(
  client: HalClient,
  { pacticipant, version, environment }: DeployedVersion,
): Promise<unknown[]> {
  const current = await currentVersions(client, environment, pacticipant, {
    relation: "pb:currently-supported-released-versions",
    member: "releasedVersions",
  });
  const meant = current.filter((each) => embedded(each, "version", "number") === version);
  if (meant.length === 0) {
    throw new ConcordatError(
      "broker.refused",
      `version ${version} of ${pacticipant} is not released to ${environment}`,
      { mend: "Check the names; record-release says what is released." },
    );
  }
  return ended(client, meant, { currentlySupported: false });
}

async function currentVersions(
  client: HalClient,
  environment: string,
  pacticipant: string,
  { relation, member }: { relation: string; member: string },
): Promise<Record<string, unknown>[]> {
  const href = hrefOf(await findEnvironment(client, environment), relation);
  if (href === undefined) {
    throw new ConcordatError("broker.refused", `the broker tells nothing of ${environment}`, {
      mend: "It must be a Pact Broker of version 2.81 or later, or PactFlow.",
    });
  }
  const query = `pacticipant=${encodeURIComponent(pacticipant)}`;
  const { body } = await client.ask("GET", `${href}${href.includes("?") ? "&" : "?"}${query}`);
  const list = memberOf(memberOf(body, "_embedded"), member);
  return (Array.isArray(list) ? list : [])
    .filter(isObject)
    .filter((each) => embedded(each, "pacticipant", "name") === pacticipant);
}

async function ended(
  client: HalClient,
  versions: readonly Record<string, unknown>[],
  change: object,
): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const version of versions) {
    const href = hrefOf(version, "self");
    if (href === undefined) continue;
    const { body } = await client.ask("PATCH", href, { body: change, isRepeatable: true });
    answers.push(body);
  }
  return answers;
}

/** `target` is what older brokers call it. */
function instanceOf(version: Record<string, unknown>): string | undefined {
  const instance = version.applicationInstance ?? version.target;
  return typeof instance === "string" ? instance : undefined;
}

function embedded(value: unknown, name: string, member: string): unknown {
  return memberOf(memberOf(memberOf(value, "_embedded"), name), member);
}
