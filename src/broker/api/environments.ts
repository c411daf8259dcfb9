/**
 * Environments: `/environments`.
 *
 * PACT-BROKER-API §2, environments.
 */
import {
  createEnvironment,
  deleteEnvironment,
  type Environment,
  type EnvironmentFields,
  findEnvironment,
  findEnvironmentByName,
  listEnvironments,
  updateEnvironment,
} from "../store/environments.ts";
import type { Store } from "../store/store.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { createFieldReader, type FieldReader } from "./fields.ts";
import type { Linker } from "./hal.ts";
import type { DefineResource } from "./resource.ts";
import { timestampsOf } from "./timestamps.ts";

export function defineEnvironments(define: DefineResource, { store }: BrokerContext): void {
  define("/environments", {
    GET({ link, query }) {
      const name = query.get("name");
      const found = listEnvironments(store).filter((each) => name === null || each.name === name);
      return hal({
        _embedded: { environments: found.map((each) => environmentBody(each, link)) },
        _links: {
          self: link.to(["environments"], { title: "Environments" }),
          "pb:environments": found.map((each) => environmentLink(each, link)),
        },
      });
    },
    async POST(call) {
      const body = await call.body();
      return store.transaction(() => {
        const made = createEnvironment(store, readEnvironment(store, body));
        const { href: location } = environmentLink(made, call.link);
        return hal(environmentBody(made, call.link), 201, { location });
      });
    },
  });

  define("/environments/:uuid", {
    GET(call) {
      const found = findEnvironment(store, call.param("uuid"));
      return found === undefined ? notFound() : hal(environmentBody(found, call.link));
    },
    async PUT(call) {
      const body = await call.body();
      return store.transaction(() => {
        const found = findEnvironment(store, call.param("uuid"));
        if (found === undefined) return notFound();
        const written = updateEnvironment(store, found, readEnvironment(store, body, found));
        return hal(environmentBody(written, call.link));
      });
    },
    DELETE(call) {
      return store.transaction(() => {
        const found = findEnvironment(store, call.param("uuid"));
        if (found === undefined) return notFound();
        deleteEnvironment(store, found);
        return nothing();
      });
    },
  });
}

/**
 * @param standing the one that is written over
 * @throws {BadRequest}
 */
function readEnvironment(
  store: Store,
  body: Record<string, unknown>,
  standing?: Environment,
): EnvironmentFields {
  const reader = createFieldReader(body);
  const name = reader.text("name", { isRequired: true, hasNoSpaces: true });
  const displayName = reader.text("displayName");
  const { production } = body;
  if (production === undefined) reader.refuse("production", "is missing");
  else if (production === null || production === "") reader.refuse("production", "must be filled");
  else if (typeof production !== "boolean") {
    reader.refuse("production", "must be one of: true, false");
  }
  const contacts = readContacts(body.contacts, reader);
  if (typeof name === "string") {
    const other = findEnvironmentByName(store, name);
    if (other !== undefined && other.uuid !== standing?.uuid) {
      reader.refuse("name", `name '${name}' is already used by an existing environment.`);
    }
  }
  reader.finish();
  const shown = displayName?.trim() === "" ? null : displayName;
  return {
    name: name!,
    displayName: shown ?? null,
    isProduction: production === true,
    contacts,
  };
}

function readContacts(contacts: unknown, reader: FieldReader): unknown {
  if (contacts === undefined || contacts === null) return undefined;
  if (!Array.isArray(contacts)) {
    reader.refuse("contacts", "must be an array");
    return undefined;
  }
  return contacts.map((contact: { name?: unknown; details?: unknown } | null, index) => {
    const name = contact?.name;
    if (name === undefined) reader.refuse("contacts", `name is missing (at index ${index})`);
    else if (typeof name !== "string" || name === "") {
      reader.refuse("contacts", `name must be filled (at index ${index})`);
    }
    return { name, details: contact?.details };
  });
}

export function environmentBody(environment: Environment, link: Linker): object {
  const { uuid, name, displayName, isProduction, contacts } = environment;
  const path = ["environments", uuid];
  return {
    uuid,
    name,
    displayName,
    production: isProduction === 1,
    ...(contacts !== null && { contacts: JSON.parse(contacts) as unknown }),
    ...timestampsOf(environment),
    _links: {
      self: environmentLink(environment, link),
      "pb:currently-deployed-deployed-versions": link.to(
        [...path, "deployed-versions", "currently-deployed"],
        { title: `Versions currently deployed to ${displayName} environment` },
      ),
      "pb:currently-supported-released-versions": link.to(
        [...path, "released-versions", "currently-supported"],
        { title: `Versions released and supported in ${displayName} environment` },
      ),
      "pb:environments": link.to(["environments"], { title: "Environments" }),
    },
  };
}

function environmentLink({ uuid, name }: Environment, link: Linker): { href: string } {
  return link.to(["environments", uuid], { title: "Environment", name });
}
