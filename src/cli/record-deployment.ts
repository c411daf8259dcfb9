/**
 * `concordat record-deployment`, `record-undeployment`, `record-release`, `record-support-ended`.
 */
import {
  recordSupportEnded,
  recordUndeployment,
  recordVersion,
} from "../broker/client/deployments.ts";
import { visible } from "../report/visible.ts";
import { brokerOf } from "./broker-access.ts";
import type { BrokerOptions } from "./broker-options.ts";
import type { ExitCode, Io } from "./io.ts";
import type { CommonOptions } from "./options.ts";
import { writeResult } from "./output.ts";

export interface RecordOptions extends CommonOptions, BrokerOptions {
  pacticipant: string;
  /** Of undeployments there is none. */
  version?: string;
  environment: string;
  applicationInstance?: string;
}

export type RecordKind = "deployment" | "undeployment" | "release" | "support-ended";

/** @throws {ConcordatError} `usage.invalid`, `broker.*` */
export async function record(kind: RecordKind, options: RecordOptions, io: Io): Promise<ExitCode> {
  const client = await brokerOf(options, io);
  const { pacticipant, version = "", environment, applicationInstance: instance } = options;
  const named = {
    pacticipant,
    version,
    environment,
    ...(instance !== undefined && { instance }),
  };
  const recorded =
    kind === "undeployment"
      ? await recordUndeployment(client, named)
      : kind === "support-ended"
        ? await recordSupportEnded(client, named)
        : await recordVersion(client, kind, named);
  const subject = version === "" ? pacticipant : `version ${version} of ${pacticipant}`;
  const beside = instance === undefined ? "" : `, instance ${instance}`;
  const sentence = `${subject} ${SENTENCES[kind]} ${environment}${beside}`;
  await writeResult(
    recorded,
    () => (options.quiet ? "" : `ok  ${visible(sentence)}\n`),
    options,
    io,
  );
  return 0;
}

const SENTENCES: Readonly<Record<RecordKind, string>> = {
  deployment: "is deployed to",
  undeployment: "is no longer deployed to",
  release: "is released to",
  "support-ended": "is no longer supported in",
};
