/** Which versions a selector means, now. */
import { findEnvironmentByName } from "../store/environments.ts";
import type { Participant } from "../store/participants.ts";
import { findParticipant } from "../store/participants.ts";
import type { Parameter, Store } from "../store/store.ts";
import type { Selector } from "./question.ts";

/** A selector's participant, or one of its versions. */
export interface Selected {
  asked: Selector;
  participant: string;
  /** -1: there is no such participant. */
  participantId: number;
  /** undefined: every version; -1: there is none. */
  versionId?: number;
  version?: string;
  /** The branch by which it was found. */
  branch?: string;
  kind: "specified" | "inferred" | "ignored";
  isIgnored: boolean;
  /** Whether the selector means more than one version. */
  isOneOfMany: boolean;
}

/** No row has it. */
export const NONE = -1;

export interface Party {
  id: number;
  name: string;
}

/**
 * One selected version for each that exists, or one that tells that there is none.
 *
 * @param isIgnored whether a participant (version undefined) or one of its versions is ignored
 */
export function select(
  store: Store,
  asked: Selector,
  kind: Selected["kind"],
  isIgnored: (participantId: number, versionId: number | undefined) => boolean = () => false,
): Selected[] {
  const name = asked.participant!;
  const participant = findParticipant(store, name);
  const base = { asked, participant: name, kind, isOneOfMany: false };
  if (participant === undefined) {
    return [{ ...base, participantId: NONE, isIgnored: false }];
  }
  const { id: participantId } = participant;
  if (isWhole(asked)) {
    return [{ ...base, participantId, isIgnored: isIgnored(participantId, undefined) }];
  }
  const versions = versionsOf(store, participant, asked);
  if (versions.length === 0) {
    const { version, branch } = asked;
    return [
      {
        ...base,
        participantId,
        versionId: NONE,
        version,
        branch,
        isIgnored: isIgnored(participantId, undefined),
      },
    ];
  }
  return versions.map(({ id, number, branch }) => ({
    ...base,
    participantId,
    versionId: id,
    version: number,
    branch: asked.branch ?? branch ?? undefined,
    isIgnored: isIgnored(participantId, id),
    isOneOfMany: versions.length > 1,
  }));
}

/** Whether a selector says nothing but a participant's name. */
export function isWhole({ participant: _, ...rest }: Selector): boolean {
  return Object.keys(rest).length === 0;
}

interface Found {
  id: number;
  number: string;
  branch: string | null;
}

/** Newest first. All that is said must hold. */
function versionsOf(store: Store, participant: Participant, asked: Selector): Found[] {
  const { version, branch, tag, environment, latest } = asked;
  const branchName = branch ?? (asked.mainBranch === true ? participant.mainBranch : undefined);
  if (branchName === null) return [];
  const where = ["version.participant_id = ?"];
  const parameters: Parameter[] = [participant.id];
  if (version !== undefined) {
    where.push("version.number = ?");
    parameters.push(version);
  }
  if (tag !== undefined) {
    where.push("EXISTS (SELECT 1 FROM tag WHERE tag.version_id = version.id AND tag.name = ?)");
    parameters.push(tag);
  }
  if (environment !== undefined) {
    where.push(`version.id IN (${LIVE})`);
    const id = findEnvironmentByName(store, environment)?.id ?? NONE;
    parameters.push(participant.id, id, participant.id, id);
  }
  if (branchName !== undefined) {
    // The head is the version that came to the branch last, whatever else is asked of it.
    where.push(
      latest === true
        ? `version.id = (SELECT version_id FROM branch_version JOIN branch
             ON branch.id = branch_version.branch_id
             WHERE branch.participant_id = ? AND branch.name = ?
             ORDER BY branch_version.id DESC LIMIT 1)`
        : `version.id IN (SELECT version_id FROM branch_version JOIN branch
             ON branch.id = branch_version.branch_id
             WHERE branch.participant_id = ? AND branch.name = ?)`,
    );
    parameters.push(participant.id, branchName);
  }
  const found = store.all<Omit<Found, "branch">>(
    `SELECT version.id, version.number FROM version WHERE ${where.join(" AND ")}
     ORDER BY version.id DESC ${latest === true ? "LIMIT 1" : ""}`,
    ...parameters,
  );
  return found.map((each) => ({ ...each, branch: branchName ?? null }));
}

/** Deployed to an instance and not yet undeployed, or released and still supported. */
const LIVE = `SELECT version_id FROM deployed_version
    WHERE participant_id = ? AND environment_id = ? AND undeployed_at IS NULL
  UNION SELECT version_id FROM released_version
    WHERE participant_id = ? AND environment_id = ? AND support_ended_at IS NULL`;
