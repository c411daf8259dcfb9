/**
 * Branches of participants: `/pacticipants/:pacticipant/branches`.
 *
 * PACT-BROKER-API §2: a version that is put on a branch is made where there is none, with its
 * participant; a branch that is deleted leaves its versions.
 */
import {
  findOrCreateParticipant,
  findParticipant,
  type Participant,
} from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { versionsOfBranch } from "../store/version-lists.ts";
import {
  addToBranch,
  type Branch,
  deleteBranch,
  findBranch,
  findBranchHead,
  findOrCreateVersion,
  findVersion,
  isOnBranch,
  listBranches,
  removeFromBranch,
  type Version,
} from "../store/versions.ts";
import { hal, json, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Link, Linker, Links } from "./hal.ts";
import { pageMembers, pageOf, rangeOf, requestedPage } from "./pagination.ts";
import type { Call, DefineResource } from "./resource.ts";
import { timestampsOf } from "./timestamps.ts";
import { pathOf, versionBody } from "./version-body.ts";
import { versionList } from "./version-list.ts";

export function defineBranches(define: DefineResource, { store }: BrokerContext): void {
  define("/pacticipants/:pacticipant/branches", {
    GET(call) {
      const participant = findParticipant(store, call.param("pacticipant"));
      return participant === undefined ? notFound() : hal(branchList(store, participant, call));
    },
    // All but the main branch and those that are named.
    DELETE(call) {
      const kept = new Set(call.query.getAll("exclude[]"));
      return store.transaction(() => {
        const participant = findParticipant(store, call.param("pacticipant"));
        if (participant === undefined) return notFound();
        const all = listBranches(store, participant);
        const gone = all.filter(({ name }) => name !== participant.mainBranch && !kept.has(name));
        for (const branch of gone) deleteBranch(store, branch);
        const remaining = all.filter((branch) => !gone.includes(branch)).map(({ name }) => name);
        const text =
          `Deleted ${gone.length} branches of ${participant.name}. ` +
          `Remaining branches: ${remaining.toSorted().join(", ")}`;
        return json({ notices: [{ type: "success", text }] }, 202);
      });
    },
  });

  define("/pacticipants/:pacticipant/branches/:branch", {
    GET(call) {
      const found = findNamedBranch(store, call);
      return found === undefined
        ? notFound()
        : hal(branchBody(found.branch, found.participant, call.link));
    },
    DELETE(call) {
      return store.transaction(() => {
        const found = findNamedBranch(store, call);
        if (found === undefined) return notFound();
        deleteBranch(store, found.branch);
        return nothing();
      });
    },
  });

  define("/pacticipants/:pacticipant/branches/:branch/latest-version", {
    GET(call) {
      const found = findNamedBranch(store, call);
      const head = found && findBranchHead(store, found.branch);
      if (found === undefined || head === undefined) return notFound();
      const self = [...branchPath(found.participant, found.branch.name), "latest-version"];
      return hal(versionBody(store, head, found.participant, call.link, self));
    },
  });

  define("/pacticipants/:pacticipant/branches/:branch/versions", {
    GET(call) {
      const found = findNamedBranch(store, call);
      if (found === undefined) return notFound();
      const { participant, branch } = found;
      const page = requestedPage(call);
      return hal(
        versionList(store, participant, call, {
          ...versionsOfBranch(store, branch, rangeOf(page)),
          page,
          path: [...branchPath(participant, branch.name), "versions"],
          title: `Versions for branch ${branch.name} of ${participant.name}`,
        }),
      );
    },
  });

  define("/pacticipants/:pacticipant/branches/:branch/versions/:version", {
    GET(call) {
      const found = findBranchVersion(store, call);
      return found === undefined ? notFound() : hal(branchVersionBody(found, call.link));
    },
    async PUT(call) {
      await call.body();
      return store.transaction(() => {
        const participant = findOrCreateParticipant(store, call.param("pacticipant"));
        const { version } = findOrCreateVersion(store, participant, call.param("version"));
        const isNew = addToBranch(store, participant, version, call.param("branch"));
        const branch = findBranch(store, participant, call.param("branch"))!;
        const body = branchVersionBody({ participant, branch, version }, call.link);
        if (!isNew) return hal(body);
        return hal(body, 201, { location: body._links.self.href });
      });
    },
    DELETE(call) {
      return store.transaction(() => {
        const found = findBranchVersion(store, call);
        if (found === undefined) return notFound();
        removeFromBranch(store, found.version, found.branch);
        return nothing();
      });
    },
  });
}

interface BranchVersion {
  participant: Participant;
  branch: Branch;
  version: Version;
}

function findNamedBranch(
  store: Store,
  call: Call,
): { participant: Participant; branch: Branch } | undefined {
  const participant = findParticipant(store, call.param("pacticipant"));
  const branch = participant && findBranch(store, participant, call.param("branch"));
  return branch && { participant: participant!, branch };
}

function findBranchVersion(store: Store, call: Call): BranchVersion | undefined {
  const found = findNamedBranch(store, call);
  const version = found && findVersion(store, found.participant, call.param("version"));
  return version && isOnBranch(store, version, found.branch) ? { ...found, version } : undefined;
}

function branchList(store: Store, participant: Participant, call: Call): object {
  const words = call.query.get("q")?.toLowerCase() ?? "";
  const all = listBranches(store, participant)
    .filter(({ name }) => name.toLowerCase().includes(words))
    .toSorted((a, b) => b.id - a.id);
  const page = pageOf(call);
  const { limit, offset } = rangeOf(page);
  const { link } = call;
  const self = link.to(["pacticipants", participant.name, "branches"], {
    title: `${participant.name} branches`,
  });
  const { members, links } = pageMembers(page, all.length, self.href);
  const shown = all.slice(offset, offset + limit);
  return {
    _embedded: { branches: shown.map((branch) => branchBody(branch, participant, link)) },
    _links: {
      self,
      ...links,
      "pb:branches": shown.map(({ name }) => link.to(branchPath(participant, name), { name })),
    },
    ...members,
  };
}

function branchBody(branch: Branch, participant: Participant, link: Linker): object {
  const path = branchPath(participant, branch.name);
  return {
    name: branch.name,
    ...timestampsOf(branch),
    _links: {
      self: link.to(path, { title: "Branch" }),
      "pb:latest-version": {
        href: `${link.to([...path, "versions"]).href}?pageSize=1`,
        title: "Latest version for branch",
      },
    },
  };
}

function branchVersionBody(
  { participant, branch, version }: BranchVersion,
  link: Linker,
): { _links: { self: Link } & Links } {
  const path = branchPath(participant, branch.name);
  return {
    _links: {
      self: link.to([...path, "versions", version.number], { title: "Branch version" }),
      "pb:branch": link.to(path, { title: "Branch", name: branch.name }),
      "pb:version": link.to(pathOf(participant, version), {
        title: "Version",
        name: version.number,
      }),
    },
  };
}

function branchPath({ name }: Participant, branch: string): readonly string[] {
  return ["pacticipants", name, "branches", branch];
}
