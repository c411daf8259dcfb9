/**
 * Participants: `/pacticipants`.
 *
 * PACT-BROKER-API §2, pacticipants.
 */
import { labelsOf, participantsWithLabel } from "../store/labels.ts";
import type { Participant, ParticipantFields } from "../store/participants.ts";
import {
  createParticipant,
  deleteParticipant,
  findParticipant,
  listParticipants,
  updateParticipant,
} from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { findLatestVersion } from "../store/versions.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { createFieldReader } from "./fields.ts";
import type { Linker } from "./hal.ts";
import { participantPage } from "./pages.ts";
import { pageMembers, rangeOf, requestedPage } from "./pagination.ts";
import type { Call, DefineResource } from "./resource.ts";
import { timestampsOf } from "./timestamps.ts";
import { embeddedVersion } from "./version-body.ts";

export function defineParticipants(define: DefineResource, { store }: BrokerContext): void {
  define("/pacticipants", {
    GET(call) {
      const words = call.query.get("q")?.toLowerCase() ?? "";
      const all = listParticipants(store).filter(({ name }) => name.toLowerCase().includes(words));
      return hal(participantList(store, all, call, ["pacticipants"]));
    },
    async POST(call) {
      const { name, ...fields } = readParticipant(await call.body(), { isNew: true });
      const made = store.transaction(
        // One that is there already stays as it is.
        () => findParticipant(store, name!) ?? createParticipant(store, name!, fields),
      );
      const location = call.link.to(["pacticipants", made.name]).href;
      return hal(participantBody(store, made, call.link), 201, { location });
    },
  });

  define("/pacticipants/label/:label", {
    GET(call) {
      const label = call.param("label");
      const found = participantsWithLabel(store, label);
      return hal(participantList(store, found, call, ["pacticipants", "label", label]));
    },
  });

  define(
    "/pacticipants/:pacticipant",
    {
      GET(call) {
        const found = findParticipant(store, call.param("pacticipant"));
        if (found === undefined) return notFound();
        return hal(participantBody(store, found, call.link));
      },
      async PUT(call) {
        const fields = readParticipant(await call.body());
        return store.transaction(() => {
          const found = findParticipant(store, call.param("pacticipant"));
          if (found === undefined) return notFound();
          const written = updateParticipant(store, found, { ...NOTHING, ...fields });
          return hal(participantBody(store, written, call.link));
        });
      },
      async PATCH(call) {
        const fields = readParticipant(await call.body());
        const name = call.param("pacticipant");
        return store.transaction(() => {
          const found = findParticipant(store, name);
          if (found !== undefined) {
            return hal(participantBody(store, updateParticipant(store, found, fields), call.link));
          }
          const location = call.link.to(["pacticipants", name]).href;
          const made = createParticipant(store, name, fields);
          return hal(participantBody(store, made, call.link), 201, { location });
        });
      },
      DELETE(call) {
        return store.transaction(() => {
          const found = findParticipant(store, call.param("pacticipant"));
          if (found === undefined) return notFound();
          deleteParticipant(store, found);
          return nothing();
        });
      },
    },
    { page: participantPage({ store }) },
  );
}

const NOTHING = { displayName: null, mainBranch: null, repositoryUrl: null };

/** @throws {BadRequest} */
function readParticipant(
  body: Record<string, unknown>,
  { isNew = false } = {},
): ParticipantFields & { name?: string } {
  const reader = createFieldReader(body);
  const name = reader.text("name", { isRequired: isNew, isFilled: true });
  const read = {
    displayName: reader.text("displayName", { isFilled: true }),
    mainBranch: reader.text("mainBranch", { isFilled: true, hasNoSpaces: true }),
    repositoryUrl: reader.text("repositoryUrl"),
  };
  reader.finish();
  const fields = Object.entries(read).filter(([, value]) => value !== undefined);
  return { ...(isNew && { name: name! }), ...Object.fromEntries(fields) };
}

function participantList(
  store: Store,
  all: readonly Participant[],
  call: Call,
  path: readonly string[],
): object {
  const { link } = call;
  const page = requestedPage(call);
  const { limit, offset } = rangeOf(page);
  const shown = limit < 0 ? all : all.slice(offset, offset + limit);
  const { members, links } = pageMembers(page, all.length, link.to(path).href);
  const bodies = shown.map((each) => participantBody(store, each, link));
  return {
    _embedded: { pacticipants: bodies },
    _links: {
      self: link.to(path),
      ...links,
      "pb:pacticipants-with-label": link.template("/pacticipants/label/{label}", {
        title: "Participants with a label",
      }),
      "pb:pacticipants": shown.map(({ name }) =>
        link.to(["pacticipants", name], { title: "Pacticipant", name }),
      ),
    },
    ...members,
    // Deprecated for years, and what the official command line reads.
    pacticipants: bodies,
  };
}

export function participantBody(store: Store, participant: Participant, link: Linker): object {
  const { name } = participant;
  const path = ["pacticipants", name];
  const { href } = link.to(path);
  const below = (template: string, title: string): object => ({
    title,
    href: `${href}${template}`,
    templated: true,
  });
  const latest = findLatestVersion(store, participant);
  return {
    name,
    displayName: participant.displayName,
    ...given("repositoryUrl", participant.repositoryUrl),
    ...given("mainBranch", participant.mainBranch),
    ...timestampsOf(participant),
    _embedded: {
      ...(latest !== undefined && {
        latestVersion: embeddedVersion(store, latest, participant, link),
      }),
      labels: labelsOf(store, participant).map((label) => ({
        name: label.name,
        _links: {
          self: link.to([...path, "labels", label.name], { title: "Label", name: label.name }),
        },
      })),
    },
    _links: {
      self: link.to(path),
      "pb:versions": link.to([...path, "versions"]),
      "pb:version": below("/versions/{version}", "A version"),
      "pb:version-tag": below("/versions/{version}/tags/{tag}", "A tag of a version"),
      "pb:branches": link.to([...path, "branches"]),
      "pb:branch": below("/branches/{branch}", "A branch"),
      "pb:branch-version": below("/branches/{branch}/versions/{version}", "A version on a branch"),
      "pb:label": below("/labels/{label}", "A label"),
      "pb:latest-version": link.to([...path, "latest-version"]),
      curies: [{ name: "pb", href: `${link.base}/doc/{rel}?context=pacticipant`, templated: true }],
    },
  };
}

function given(name: string, value: string | null): object {
  return value === null ? {} : { [name]: value };
}
