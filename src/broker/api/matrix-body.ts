/** An answer of the matrix as it is sent. */
import { encodeMetadata } from "../content/metadata.ts";
import type { Answer } from "../matrix/answer.ts";
import { detailsOf, type VersionDetails } from "../matrix/details.ts";
import type { Row } from "../matrix/rows.ts";
import type { Store } from "../store/store.ts";
import type { Linker } from "./hal.ts";

export function matrixBody(store: Store, answer: Answer, link: Linker): object {
  const { decision, considered, ignored } = answer;
  const { deployable, notices, ...counts } = decision;
  const rows = [...considered, ...ignored];
  const versionIds = new Set(
    rows.flatMap(({ consumerVersionId, providerVersionId }) => [
      consumerVersionId,
      ...(providerVersionId === null ? [] : [providerVersionId]),
    ]),
  );
  const writer: Writer = {
    answer,
    link,
    details: detailsOf(store, [...versionIds]),
    shas: shasOf(store, rows),
  };
  return {
    summary: { deployable, reason: notices.map(({ text }) => text).join("\n"), ...counts },
    notices,
    matrix: [
      ...considered.map((row) => rowBody(writer, row)),
      ...ignored.map((row) => ({ ...rowBody(writer, row), ignored: true })),
    ],
  };
}

interface Writer {
  answer: Answer;
  link: Linker;
  details: (versionId: number) => VersionDetails;
  shas: ReadonlyMap<number, string>;
}

function rowBody(writer: Writer, row: Row): object {
  const { names } = writer.answer;
  const { link } = writer;
  const [consumer, provider] = [
    names.participant(row.consumerId),
    names.participant(row.providerId),
  ];
  const number = names.version(row.consumerVersionId);
  const pact = ["pacts", "provider", provider, "consumer", consumer];
  return {
    consumer: partyBody(writer, consumer, row.consumerVersionId),
    provider: partyBody(writer, provider, row.providerVersionId),
    pact: {
      createdAt: row.pactCreatedAt,
      _links: { self: link.to([...pact, "version", number]) },
    },
    verificationResult:
      row.resultNumber === null
        ? null
        : {
            success: row.success,
            verifiedAt: row.verifiedAt,
            _links: {
              self: link.to([
                ...pact,
                "pact-version",
                writer.shas.get(row.contentId)!,
                "metadata",
                encodeMetadata({ consumerVersionNumber: number }),
                "verification-results",
                String(row.resultNumber),
              ]),
            },
          },
  };
}

function partyBody(writer: Writer, name: string, versionId: number | null): object {
  const { link } = writer;
  return {
    name,
    version: versionId === null ? null : versionBody(writer, name, versionId),
    _links: { self: link.to(["pacticipants", name]) },
  };
}

function versionBody({ answer, link, details }: Writer, name: string, versionId: number): object {
  const number = answer.names.version(versionId);
  const { branches, tags, environments } = details(versionId);
  const path = ["pacticipants", name];
  const branchVersions = branches.map((branch) => ({
    name: branch.name,
    latest: branch.isLatest,
    _links: {
      self: link.to([...path, "branches", branch.name, "versions", number], {
        title: "Branch version",
        name: branch.name,
      }),
    },
  }));
  return {
    number,
    branch: branches.at(-1)?.name ?? null,
    branches: branchVersions,
    branchVersions,
    environments: environments.map(({ isProduction, instance, displayName, ...place }) => ({
      ...place,
      ...(displayName !== null && { displayName }),
      production: isProduction,
      ...(instance !== undefined && { applicationInstance: instance }),
      _links: { self: link.to(["environments", place.uuid]) },
    })),
    _links: { self: link.to([...path, "versions", number]) },
    tags: tags.map((tag) => ({
      name: tag.name,
      latest: tag.isLatest,
      _links: { self: link.to([...path, "versions", number, "tags", tag.name]) },
    })),
  };
}

function shasOf(store: Store, rows: readonly Row[]): Map<number, string> {
  const ids = new Set(
    rows.filter(({ resultNumber }) => resultNumber !== null).map(({ contentId }) => contentId),
  );
  const found = store.all<{ id: number; sha: string }>(
    "SELECT id, sha FROM pact_content WHERE id IN (SELECT value FROM json_each(?))",
    JSON.stringify([...ids]),
  );
  return new Map(found.map(({ id, sha }) => [id, sha]));
}
