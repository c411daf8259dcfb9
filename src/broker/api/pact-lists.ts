/**
 * Pacts in lists: the latest of everybody, those of a provider, those of a pair.
 *
 * PACT-BROKER-API §2, lists. Lists of a pair carry `pb:pacts`, too, which the official command line
 * looks for and panics without.
 */
import { findCandidates } from "../selection/candidates.ts";
import type { Selector } from "../selection/selector.ts";
import { type ListedPact, latestPacts, listPacts, type PactFilter } from "../store/pact-lists.ts";
import { deletePact, findPact } from "../store/pacts.ts";
import { findParticipant, type Participant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { versionById } from "../store/versions.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Link, Linker } from "./hal.ts";
import { findPair, type Pair, pairPath } from "./pact-body.ts";
import { pairNames } from "./pacts.ts";
import type { Call, DefineResource } from "./resource.ts";
import { embeddedVersion } from "./version-body.ts";

const PROVIDER = "/pacts/provider/:provider";
const PAIR = `${PROVIDER}/consumer/:consumer`;

export function definePactLists(define: DefineResource, { store }: BrokerContext): void {
  define("/pacts/latest", { GET: ({ link }) => hal(latestBody(store, link)) });

  const all = (suffix: (call: Call) => string, filterOf: (call: Call) => PactFilter) => ({
    GET: (call: Call) =>
      ofProvider(call, "All pact versions", suffix(call), (provider) =>
        listPacts(store, provider, filterOf(call)),
      ),
  });
  const heads = (suffix: (call: Call) => string, selectorOf: (call: Call) => Selector) => ({
    GET: (call: Call) =>
      ofProvider(call, "Latest pact versions", suffix(call), (provider) =>
        selected(store, provider, selectorOf(call)),
      ),
  });
  const tagged = (call: Call): string => ` with consumer version tag '${call.param("tag")}'`;
  const onBranch = (call: Call): string =>
    ` with consumer version branch '${call.param("branch")}'`;
  const none = (): string => "";

  define(
    PROVIDER,
    all(none, () => ({})),
  );
  define(
    `${PROVIDER}/tag/:tag`,
    all(tagged, (call) => ({ tag: call.param("tag") })),
  );
  define(
    `${PROVIDER}/branch`,
    all(none, () => ({ branch: true })),
  );
  define(
    `${PROVIDER}/branch/latest`,
    heads(none, () => ({ kind: "main-branch" })),
  );
  define(
    `${PROVIDER}/branch/:branch`,
    all(onBranch, (call) => ({ branch: call.param("branch") })),
  );
  define(
    `${PROVIDER}/branch/:branch/latest`,
    heads(onBranch, (call) => ({ kind: "branch", branch: call.param("branch") })),
  );
  define(
    `${PROVIDER}/latest`,
    heads(none, () => ({ kind: "latest" })),
  );
  define(
    `${PROVIDER}/latest/:tag`,
    heads(tagged, (call) => ({ kind: "latest-tagged", tag: call.param("tag") })),
  );

  /** A list that may be deleted as a whole. */
  const ofPair = (filterOf: (call: Call) => PactFilter) => ({
    GET: (call: Call) =>
      pairList(call, ({ provider, consumer }) =>
        listPacts(store, provider, { consumer, ...filterOf(call) }),
      ),
    DELETE: (call: Call) =>
      store.transaction(() => {
        const pair = findPair(store, pairNames(call));
        if (pair === undefined) return notFound();
        const { provider, consumer } = pair;
        for (const { versionId } of listPacts(store, provider, { consumer, ...filterOf(call) })) {
          deletePact(store, findPact(store, versionById(store, versionId), provider)!);
        }
        return nothing();
      }),
  });
  const headsOfPair = (selectorOf: (call: Call) => Selector) => ({
    GET: (call: Call) =>
      pairList(call, ({ provider, consumer }) =>
        selected(store, provider, { ...selectorOf(call), consumer: consumer.name }),
      ),
  });

  define(
    `${PAIR}/versions`,
    ofPair(() => ({})),
  );
  define(
    `${PAIR}/tag/:tag`,
    ofPair((call) => ({ tag: call.param("tag") })),
  );
  define(
    `${PAIR}/branch`,
    ofPair(() => ({ branch: true })),
  );
  define(
    `${PAIR}/branch/latest`,
    headsOfPair(() => ({ kind: "main-branch" })),
  );
  define(
    `${PAIR}/branch/:branch`,
    ofPair((call) => ({ branch: call.param("branch") })),
  );
  define(
    `${PAIR}/branch/:branch/latest`,
    headsOfPair((call) => ({ kind: "branch", branch: call.param("branch") })),
  );

  function ofProvider(
    call: Call,
    title: string,
    suffix: string,
    list: (provider: Participant) => ListedPact[],
  ): Response {
    const name = call.param("provider");
    const provider = findParticipant(store, name);
    if (provider === undefined) return notFound(`No provider with name '${name}' found`);
    const pacts = list(provider);
    const { link } = call;
    const at = link.to(["pacticipants", provider.name]).href;
    return hal({
      _links: {
        self: { href: pathOf(call), title: `${title} for the provider ${name}${suffix}` },
        "pb:provider": { href: at, name },
        "pb:pacts": pacts.map((pact) => pactLink(pact, link)),
        provider: {
          href: at,
          title: name,
          name: "DEPRECATED - please use the pb:provider relation",
        },
        pacts: pacts.map((pact) => {
          const { href, title, name: consumer } = pactLink(pact, link);
          const deprecated = `DEPRECATED - please use the pb:pacts relation. ${title}`;
          return { href, title: deprecated, name: consumer };
        }),
      },
    });
  }

  function pairList(call: Call, list: (pair: Pair) => ListedPact[]): Response {
    const names = pairNames(call);
    const pair = findPair(store, names);
    if (pair === undefined) {
      const [role, name] = findParticipant(store, names.consumer)
        ? ["provider", names.provider]
        : ["consumer", names.consumer];
      return notFound(`No ${role} with name '${name}' found`);
    }
    return hal(pairBody(store, pair, list(pair), call));
  }
}

function selected(store: Store, provider: Participant, selector: Selector): ListedPact[] {
  const found = findCandidates(store, provider, selector).map((candidate): ListedPact => {
    return { ...candidate, providerName: provider.name, createdAt: candidate.publishedAt };
  });
  return found.toSorted((a, b) => compareNames(a.consumerName, b.consumerName));
}

// Names of software: the order must not depend on the machine's language.
function compareNames(a: string, b: string): number {
  const [left, right] = [a.toLowerCase(), b.toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

function latestBody(store: Store, link: Linker): object {
  const pacts = latestPacts(store);
  const latestPath = ({ providerName, consumerName }: ListedPact): string[] => {
    return ["pacts", "provider", providerName, "consumer", consumerName, "latest"];
  };
  return {
    pacts: pacts.map((pact) => {
      const { consumerName, providerName } = pact;
      const consumer = findParticipant(store, consumerName)!;
      const version = versionById(store, pact.versionId);
      return {
        createdAt: pact.createdAt,
        _embedded: {
          consumer: {
            name: consumerName,
            _embedded: { version: embeddedVersion(store, version, consumer, link) },
            _links: { self: link.to(["pacticipants", consumerName]) },
          },
          provider: {
            name: providerName,
            _links: { self: link.to(["pacticipants", providerName]) },
          },
        },
        _links: {
          self: [link.to(latestPath(pact)), { href: pactLink(pact, link).href }],
        },
      };
    }),
    _links: {
      self: link.to(["pacts", "latest"]),
      "pb:pacts": pacts.map((pact) => link.to(latestPath(pact), { title: latestTitle(pact) })),
      pacts: pacts.map((pact) =>
        link.to(latestPath(pact), {
          title: latestTitle(pact),
          name: "DEPRECATED - please use the pb:pacts relation",
        }),
      ),
      curies: [{ name: "pb", href: `${link.base}/doc/{rel}?context=pacts`, templated: true }],
    },
  };
}

function latestTitle({ consumerName, providerName }: ListedPact): string {
  return `Latest pact between ${consumerName} and ${providerName}`;
}

function pairBody(store: Store, pair: Pair, pacts: readonly ListedPact[], call: Call): object {
  const { link } = call;
  const { consumer, provider } = pair;
  return {
    _embedded: {
      pacts: pacts.map((pact) => {
        const { href, title } = pactLink(pact, link);
        const version = versionById(store, pact.versionId);
        return {
          createdAt: pact.createdAt,
          _embedded: { consumerVersion: embeddedVersion(store, version, consumer, link) },
          _links: { self: { href, title } },
        };
      }),
    },
    _links: {
      self: {
        href: pathOf(call),
        title: `All versions of the pact between ${consumer.name} and ${provider.name}`,
      },
      consumer: link.to(["pacticipants", consumer.name], { title: consumer.name }),
      provider: link.to(["pacticipants", provider.name], { title: provider.name }),
      "pb:latest-pact-version": link.to([...pairPath(pair), "latest"]),
      "pb:pacts": pacts.map((pact) => pactLink(pact, link)),
      "pact-versions": pacts.map((pact) => {
        const { href, title } = pactLink(pact, link);
        return { href, title, name: `Version ${pact.versionNumber} - ${shownDay(pact.createdAt)}` };
      }),
    },
  };
}

function pactLink({ consumerName, providerName, versionNumber }: ListedPact, link: Linker): Link {
  return link.to(
    ["pacts", "provider", providerName, "consumer", consumerName, "version", versionNumber],
    {
      title: `Pact between ${consumerName} (${versionNumber}) and ${providerName}`,
      name: consumerName,
    },
  );
}

/** 2026-11-23T… as 23/11/2026. */
function shownDay(time: string): string {
  return time.slice(0, 10).split("-").toReversed().join("/");
}

/** Where the request was sent, as clients reach it. */
function pathOf({ request, link }: Call): string {
  const { pathname } = new URL(request.url);
  return `${link.base}${pathname.slice(pathname.indexOf("/pacts/"))}`;
}
