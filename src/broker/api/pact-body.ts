/**
 * A pact as it is served: the text that was published, and the links that clients follow from it.
 *
 * PACT-BROKER-API §2, verifier, 4.
 */
import { decodeMetadata, encodeMetadata } from "../content/metadata.ts";
import { servedPact } from "../content/served.ts";
import {
  contentById,
  findContent,
  findPact,
  findPublication,
  type PactContentRow,
  type PactRow,
} from "../store/pacts.ts";
import { findParticipant, type Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { findVersion, type Version, versionById } from "../store/versions.ts";
import type { Link, Linker, Links } from "./hal.ts";

/** One consumer version's pact with one provider. */
export interface PactDocument {
  consumer: Participant;
  provider: Participant;
  version: Version;
  pact: PactRow;
}

export interface Pair {
  consumer: Participant;
  provider: Participant;
}

export function findPair(
  store: Store,
  names: { consumer: string; provider: string },
): Pair | undefined {
  const consumer = findParticipant(store, names.consumer);
  const provider = findParticipant(store, names.provider);
  return consumer === undefined || provider === undefined ? undefined : { consumer, provider };
}

export function findDocument(
  store: Store,
  pair: Pair,
  versionNumber: string,
): PactDocument | undefined {
  const version = findVersion(store, pair.consumer, versionNumber);
  const pact = version === undefined ? undefined : findPact(store, version, pair.provider);
  return version === undefined || pact === undefined ? undefined : { ...pair, version, pact };
}

/** Content, with the newest of the versions that published it and that `metadata` names. */
export function findDocumentOfContent(
  store: Store,
  pair: Pair,
  sha: string,
  metadata: string | undefined,
): PactDocument | undefined {
  const content = findContent(store, pair.consumer, pair.provider, sha);
  if (content === undefined) return undefined;
  return documentOf(store, pair, content, decodeMetadata(metadata).consumerVersionNumbers);
}

export function documentOf(
  store: Store,
  pair: Pair,
  content: PactContentRow,
  versionNumbers: readonly string[] = [],
): PactDocument | undefined {
  const pact = findPublication(store, content, versionNumbers);
  if (pact === undefined) return undefined;
  // The content is what was asked for, though the version may have published another since.
  return { ...pair, version: versionById(store, pact.consumerVersionId), pact };
}

/** The path of the pact below the broker. */
export function pactPath({ consumer, provider, version }: Omit<PactDocument, "pact">): string[] {
  return [...pairPath({ consumer, provider }), "version", version.number];
}

export function pairPath({ consumer, provider }: Pair): string[] {
  return ["pacts", "provider", provider.name, "consumer", consumer.name];
}

export function pactName({ consumer, provider, version }: Omit<PactDocument, "pact">): string {
  return `Pact between ${consumer.name} (${version.number}) and ${provider.name}`;
}

export interface ServedAs {
  /** Of the link that was followed; default: the version that published the pact. */
  metadata?: string | undefined;
  /** The link had no metadata, nor has that for results: content was asked for, not a version. */
  isContentOnly?: boolean;
}

/** The JSON text. */
export function pactBody(
  store: Store,
  document: PactDocument,
  link: Linker,
  servedAs: ServedAs = {},
): string {
  const { text } = contentById(store, document.pact.contentId);
  const { createdAt } = document.pact;
  return servedPact(text, { createdAt, _links: linksOf(store, document, link, servedAs) });
}

function linksOf(
  store: Store,
  document: PactDocument,
  link: Linker,
  { metadata, isContentOnly = false }: ServedAs,
): Links & Record<string, Link | Link[] | object[] | undefined> {
  const { consumer, provider, version, pact } = document;
  const { sha } = contentById(store, pact.contentId);
  const pair = pairPath(document);
  const own = pactPath(document);
  const content = [...pair, "pact-version", sha];
  const versionPath = ["pacticipants", consumer.name, "versions", version.number];
  const below = (path: readonly string[], template: string, title: string): Link => ({
    title,
    href: `${link.to(path).href}${template}`,
    templated: true,
  });
  const remembered = isContentOnly
    ? undefined
    : (metadata ?? encodeMetadata({ consumerVersionNumber: version.number }));
  const results = remembered === undefined ? content : [...content, "metadata", remembered];
  const selected = decodeMetadata(metadata).consumerVersionNumbers;
  return {
    self: link.to(own, { title: "Pact", name: pactName(document) }),
    "pb:consumer": link.to(["pacticipants", consumer.name], {
      title: "Consumer",
      name: consumer.name,
    }),
    "pb:consumer-version": link.to(versionPath, {
      title: "Consumer version",
      name: version.number,
    }),
    ...(selected.length > 0 && {
      "pb:consumer-versions": selected.map((number) =>
        link.to(["pacticipants", consumer.name, "versions", number], {
          title: "Consumer version",
          name: number,
        }),
      ),
    }),
    "pb:provider": link.to(["pacticipants", provider.name], {
      title: "Provider",
      name: provider.name,
    }),
    "pb:pact-version": link.to(content, { title: "Pact content version permalink", name: sha }),
    "pb:latest-pact-version": link.to([...pair, "latest"], {
      title: "Latest version of this pact",
    }),
    "pb:all-pact-versions": link.to([...pair, "versions"], {
      title: "All versions of this pact",
    }),
    "pb:latest-untagged-pact-version": link.to([...pair, "latest-untagged"], {
      title: "Latest untagged version of this pact",
    }),
    "pb:latest-tagged-pact-version": below(
      [...pair, "latest"],
      "/{tag}",
      "Latest tagged version of this pact",
    ),
    "pb:previous-distinct": link.to([...own, "previous-distinct"], {
      title: "Previous distinct version of this pact",
    }),
    "pb:diff-previous-distinct": link.to([...own, "diff", "previous-distinct"], {
      title: "Diff with previous distinct version of this pact",
    }),
    "pb:diff": below(
      content,
      "/diff/pact-version/{pactVersion}",
      "Diff with another specified version of this pact",
    ),
    "pb:pact-webhooks": link.to(
      ["webhooks", "provider", provider.name, "consumer", consumer.name],
      { title: `Webhooks for the pact between ${consumer.name} and ${provider.name}` },
    ),
    "pb:consumer-webhooks": link.to(["webhooks", "consumer", consumer.name], {
      title: `Webhooks for all pacts with consumer ${consumer.name}`,
    }),
    "pb:tag-prod-version": link.to([...versionPath, "tags", "prod"], {
      title: "PUT to this resource to tag this consumer version as 'production'",
    }),
    "pb:tag-version": {
      title: "PUT to this resource to tag this consumer version",
      href: `${link.to(versionPath).href}/tags/{tag}`,
    },
    "pb:publish-verification-results": link.to([...results, "verification-results"], {
      title: "Publish verification results",
    }),
    "pb:latest-verification-results": link.to([...content, "verification-results", "latest"]),
    "pb:triggered-webhooks": link.to([...own, "triggered-webhooks"], {
      title: "Webhooks triggered by the publication of this pact",
    }),
    "pb:matrix-for-consumer-version": {
      title: "View matrix rows for the consumer version to which this pact belongs",
      href: `${link.base}/matrix?q[][pacticipant]=${encodeURIComponent(consumer.name)}&q[][version]=${encodeURIComponent(version.number)}&latestby=cvpv`,
    },
    curies: [{ name: "pb", href: `${link.base}/doc/{rel}?context=pact`, templated: true }],
  };
}
