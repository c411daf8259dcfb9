/** A history played on a store, without HTTP. */

import { identify } from "../../src/broker/content/identity.ts";
import {
  createEnvironment,
  currentlyDeployed,
  currentlySupported,
  type Environment,
  endSupport,
  findEnvironmentByName,
  recordDeployment,
  recordRelease,
  undeploy,
} from "../../src/broker/store/environments.ts";
import { findContent, storePact } from "../../src/broker/store/pacts.ts";
import { findOrCreateParticipant, updateParticipant } from "../../src/broker/store/participants.ts";
import { addResult } from "../../src/broker/store/results.ts";
import type { Store } from "../../src/broker/store/store.ts";
import {
  addTag,
  addToBranch,
  deleteBranch,
  findBranch,
  findOrCreateVersion,
  removeTag,
  type Version,
} from "../../src/broker/store/versions.ts";
import { type Acts, type Marks, pactText } from "./history.ts";

export function actsOnStore(store: Store): Acts {
  const participantOf = (name: string) => findOrCreateParticipant(store, name);
  const versionOf = (name: string, number: string, marks?: Marks): Version => {
    const participant = participantOf(name);
    const { version } = findOrCreateVersion(store, participant, number);
    for (const branch of marks?.branches ?? []) addToBranch(store, participant, version, branch);
    for (const tag of marks?.tags ?? []) addTag(store, version, tag);
    return version;
  };
  const environmentOf = (name: string): Environment => {
    const found = findEnvironmentByName(store, name);
    if (found === undefined) throw new Error(`no environment ${name}`);
    return found;
  };
  return {
    async publish(pact, number, marks) {
      storePact(store, {
        consumer: participantOf(pact.consumer),
        version: versionOf(pact.consumer, number, marks),
        provider: participantOf(pact.provider),
        text: pactText(pact),
      });
    },
    async verify(pact, { version, success, isWip }, marks) {
      const { sha } = identify(pactText(pact))!;
      const consumer = participantOf(pact.consumer);
      const content = findContent(store, consumer, participantOf(pact.provider), sha);
      if (content === undefined) throw new Error(`no pact ${JSON.stringify(pact)}`);
      addResult(store, {
        contentId: content.id,
        providerVersionId: versionOf(pact.provider, version, marks).id,
        success,
        isWip,
      });
    },
    async version(name, number, marks) {
      versionOf(name, number, marks);
    },
    async mainBranch(name, branch) {
      updateParticipant(store, participantOf(name), { mainBranch: branch });
    },
    async environment(name) {
      createEnvironment(store, {
        name,
        displayName: null,
        isProduction: name === "prod",
        contacts: undefined,
      });
    },
    async deploy(name, number, environment, as) {
      recordDeployment(store, versionOf(name, number), environmentOf(environment), as);
    },
    async undeploy(name, environment, as = "") {
      const { id } = participantOf(name);
      for (const each of currentlyDeployed(store, environmentOf(environment))) {
        if (each.participantId === id && each.target === as) undeploy(store, each);
      }
    },
    async release(name, number, environment) {
      recordRelease(store, versionOf(name, number), environmentOf(environment));
    },
    async endSupport(name, number, environment) {
      const { id } = versionOf(name, number);
      for (const each of currentlySupported(store, environmentOf(environment))) {
        if (each.versionId === id) endSupport(store, each);
      }
    },
    async untag(name, number, tag) {
      removeTag(store, versionOf(name, number), tag);
    },
    async deleteBranch(name, branch) {
      deleteBranch(store, findBranch(store, participantOf(name), branch)!);
    },
  };
}
