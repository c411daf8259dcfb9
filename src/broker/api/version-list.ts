/** A list of versions of one participant, newest first. */
import type { Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import type { Version } from "../store/versions.ts";
import { type Page, pageMembers } from "./pagination.ts";
import type { Call } from "./resource.ts";
import { pathOf, versionBody } from "./version-body.ts";

export interface VersionList {
  versions: readonly Version[];
  /** On all pages. */
  total: number;
  page: Page | undefined;
  /** Where the list is. */
  path: readonly string[];
  title: string;
}

export function versionList(
  store: Store,
  participant: Participant,
  { link }: Call,
  { versions, total, page, path, title }: VersionList,
): object {
  const { members, links } = pageMembers(page, total, link.to(path).href);
  return {
    _embedded: {
      versions: versions.map((version) => versionBody(store, version, participant, link)),
    },
    _links: {
      self: link.to(path, { title }),
      ...links,
      "pb:pacticipant": link.to(["pacticipants", participant.name], { title: participant.name }),
      "pb:versions": versions.map((version) =>
        link.to(pathOf(participant, version), { title: `Version ${version.number}` }),
      ),
    },
    ...members,
  };
}
