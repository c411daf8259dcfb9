/** What a selected version is called in sentences, as the official broker calls it. */
import { NONE, type Selected } from "./select.ts";

export function describeSelected(selected: Selected): string {
  const { asked, participant: name, version, branch, isOneOfMany } = selected;
  const { latest, tag, mainBranch, environment } = asked;
  const nobody = "(no such version exists)";
  const numbered = version === undefined ? nobody : `(${version})`;
  const prefix = isOneOfMany ? "one of the versions" : "the version";
  if (latest === true && tag !== undefined) {
    return `the latest version of ${name} with tag ${tag} ${numbered}`;
  }
  if (mainBranch === true && version === undefined) {
    const which = latest === true ? "the latest version" : "any version";
    return `${which} of ${name} from the main branch (no versions exist for this branch)`;
  }
  if (branch !== undefined) {
    if (latest === true) return `the latest version of ${name} from branch ${branch} ${numbered}`;
    const which = version === undefined ? "a version" : prefix;
    return `${which} of ${name} from branch ${branch} ${numbered}`;
  }
  if (latest === true) return `the latest version of ${name} ${numbered}`;
  if (tag !== undefined) return `a version of ${name} with tag ${tag} ${numbered}`;
  if (environment !== undefined) {
    if (version !== undefined) {
      return `${prefix} of ${name} currently in ${environment} ${numbered}`;
    }
    return `a version of ${name} currently in ${environment} (no version is currently recorded as deployed/released in this environment)`;
  }
  if (version !== undefined) {
    return `version ${version} of ${name}${selected.versionId === NONE ? ` ${nobody}` : ""}`;
  }
  const isUnknown = selected.participantId === NONE;
  return `any version of ${name}${isUnknown ? " (no such pacticipant exists)" : ""}`;
}

/** Why there is no version where one was asked for. */
export function describeMissing({ asked, participant: name, branch }: Selected): string {
  const { tag, mainBranch, environment, version } = asked;
  if (tag !== undefined) return `No version with tag ${tag} exists for ${name}`;
  if (branch !== undefined) return `No version of ${name} from branch ${branch} exists`;
  if (mainBranch === true) return `No version of ${name} from the main branch exists`;
  if (environment !== undefined) {
    return `No version of ${name} is currently recorded as deployed or released in environment ${environment}`;
  }
  const which = version === undefined ? name : `version ${version} of ${name}`;
  return `No pacts or verifications have been published for ${which}`;
}
