/**
 * Whether results of a run are published, and under which version.
 *
 * DESIGN: a contract's mock is not the provider: what ran against it is never published.
 */
import type { ProviderVersion } from "../broker/client/verification-results.ts";
import { ConcordatError } from "../findings/concordat-error.ts";
import { isTrue } from "./broker-access.ts";
import type { Io } from "./io.ts";
import { gitIn, uncommittedFiles } from "./version-properties.ts";

export interface ResultOptions {
  publish?: boolean;
  providerVersion?: string;
  providerBranch?: string;
  providerTags?: string[];
  buildUrl?: string;
  allowDirty?: boolean;
}

/**
 * Where nothing is said, results are published by a CI that tells the provider's version.
 *
 * @returns undefined where results are not published
 * @throws {ConcordatError} `usage.invalid` without a version, or where what runs is in no commit
 */
export async function publicationOf(
  options: ResultOptions,
  io: Io,
): Promise<ProviderVersion | undefined> {
  const { providerVersion: version, providerBranch: branch, buildUrl } = options;
  const isWanted = options.publish ?? (isTrue(io.env.CI) && version !== undefined);
  if (!isWanted) return undefined;
  if (version === undefined) {
    throw new ConcordatError("usage.invalid", "--publish: no version of the provider is said", {
      mend: "Say --provider-version VERSION, best the commit.",
    });
  }
  const files = options.allowDirty === true ? [] : await uncommittedFiles(gitIn(io.cwd));
  if (files.length > 0) {
    const shown = [
      ...files.slice(0, 5),
      ...(files.length > 5 ? [`and ${files.length - 5} more`] : []),
    ];
    throw new ConcordatError(
      "usage.invalid",
      `results would be published of files that no commit has:\n${shown.join("\n")}`,
      { mend: "Commit them; or say --no-publish, or --allow-dirty." },
    );
  }
  return {
    version,
    ...(branch !== undefined && { branch }),
    tags: options.providerTags ?? [],
    ...(buildUrl !== undefined && { buildUrl }),
  };
}
