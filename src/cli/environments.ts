/**
 * `concordat create-environment`, `list-environments`, `describe-environment`,
 * `update-environment`, `delete-environment`.
 */
import {
  createEnvironment,
  deleteEnvironment,
  describeEnvironment,
  type EnvironmentDocument,
  type EnvironmentFields,
  listEnvironments,
  updateEnvironment,
} from "../broker/client/environments.ts";
import { visible } from "../report/visible.ts";
import { brokerOf } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { writeResult } from "./output.ts";

export interface EnvironmentOptions extends CommonOptions, BrokerOptions {
  uuid?: string;
  name?: string;
  displayName?: string;
  production?: boolean;
  contactName?: string;
  contactEmailAddress?: string;
  output?: string;
}

/** @throws {ConcordatError} `usage.invalid`, `broker.*` */
export async function changeEnvironment(
  act: "create" | "describe" | "update" | "delete",
  options: EnvironmentOptions,
  io: Io,
): Promise<ExitCode> {
  const client = await brokerOf(options, io);
  const { uuid = "" } = options;
  const fields = fieldsOf(options);
  switch (act) {
    case "create": {
      const made = await createEnvironment(client, { ...fields, name: options.name! });
      return tell(made, `ok  environment ${made.name} is there, with the UUID ${made.uuid}`);
    }
    case "update": {
      const changed = await updateEnvironment(client, uuid, fields);
      return tell(changed, `ok  environment ${changed.name} is changed`);
    }
    case "describe": {
      const found = await describeEnvironment(client, uuid);
      return tell(found, described(found));
    }
    case "delete":
      await deleteEnvironment(client, uuid);
      return tell({ uuid, deleted: true }, `ok  the environment ${uuid} is deleted`);
  }

  async function tell(document: Record<string, unknown>, sentence: string): Promise<ExitCode> {
    const isId = options.output === "id";
    const text = isId ? String(document.uuid) : visible(sentence);
    await writeResult(document, () => (options.quiet && !isId ? "" : `${text}\n`), options, io);
    return 0;
  }
}

/** @throws {ConcordatError} `usage.invalid`, `broker.*` */
export async function showEnvironments(options: EnvironmentOptions, io: Io): Promise<ExitCode> {
  const environments = await listEnvironments(await brokerOf(options, io));
  const lines = (): string =>
    environments.map((each) => `${visible(described(each).split("\n")[0]!)}\n`).join("") ||
    "there is no environment\n";
  await writeResult({ environments }, lines, options, io);
  return 0;
}

function fieldsOf(options: EnvironmentOptions): EnvironmentFields {
  const { name, displayName, production, contactName, contactEmailAddress } = options;
  const contact = {
    ...(contactName !== undefined && { name: contactName }),
    ...(contactEmailAddress !== undefined && { details: { emailAddress: contactEmailAddress } }),
  };
  return {
    ...(name !== undefined && { name }),
    ...(displayName !== undefined && { displayName }),
    ...(production !== undefined && { production }),
    ...(Object.keys(contact).length > 0 && { contacts: [contact] }),
  };
}

function described({ uuid, name, displayName, production }: EnvironmentDocument): string {
  const called = typeof displayName === "string" && displayName !== name ? ` (${displayName})` : "";
  return `${uuid}  ${name}${called}${production === true ? "  production" : ""}`;
}
