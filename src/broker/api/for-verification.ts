/** Pacts for verification: `/pacts/provider/:provider/for-verification`. */
import { encodeMetadata } from "../content/metadata.ts";
import { UnreadableQuery } from "../matrix/rack-query.ts";
import { type NoticeContext, noticesOf, shortDescription } from "../selection/notices.ts";
import { readQueryBody } from "../selection/query-body.ts";
import { type Question, readQuestion } from "../selection/question.ts";
import { selectPacts } from "../selection/select.ts";
import type { SelectedPact } from "../selection/selected-pact.ts";
import { findEnvironmentByName } from "../store/environments.ts";
import { findParticipant, type Participant } from "../store/participants.ts";
import { hal, notFound } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Linker } from "./hal.ts";
import { BadRequest, type Call, type DefineResource } from "./resource.ts";

export function defineForVerification(define: DefineResource, { store }: BrokerContext): void {
  define("/pacts/provider/:provider/for-verification", {
    // The first clients asked by GET, as a query in snake case.
    GET: (call) => answer(call, bodyOfQuery(call), true),
    POST: async (call) => answer(call, await call.body(), false),
  });

  function answer(
    call: Call,
    body: Readonly<Record<string, unknown>>,
    isDeprecated: boolean,
  ): Response {
    const read = readQuestion(body, (name) => findEnvironmentByName(store, name) !== undefined);
    if ("errors" in read) throw new BadRequest(read.errors);
    const { question } = read;
    const provider = findParticipant(store, call.param("provider"));
    if (provider === undefined) return notFound();
    const pacts = selectPacts(store, provider, question);
    return hal({
      _embedded: {
        pacts: pacts.map((pact) => itemBody(pact, provider, question, call.link, isDeprecated)),
      },
      _links: {
        self: call.link.to(["pacts", "provider", provider.name, "for-verification"], {
          title: "Pacts to be verified",
        }),
      },
    });
  }
}

function bodyOfQuery({ request }: Call): Record<string, unknown> {
  try {
    return readQueryBody(new URL(request.url).search.slice(1));
  } catch (error) {
    if (error instanceof UnreadableQuery) throw new BadRequest([error.message]);
    throw error;
  }
}

function itemBody(
  pact: SelectedPact,
  provider: Participant,
  question: Question,
  link: Linker,
  isDeprecated: boolean,
): object {
  const { consumerName, sha } = pact;
  const path = ["pacts", "provider", provider.name, "consumer", consumerName, "pact-version", sha];
  const plain = link.to(path).href;
  const context: NoticeContext = {
    providerName: provider.name,
    providerBranch: question.providerBranch,
    // "wip=true", as the official broker writes it there.
    url: pact.isWip ? `${plain}/metadata/d2lwPXRydWU=` : plain,
    isDeprecated,
  };
  return {
    shortDescription: shortDescription(pact),
    verificationProperties: {
      ...(question.asksPending && { pending: pact.isPending }),
      ...(pact.isWip && { wip: true }),
      notices: noticesOf(pact, context, question.asksPending),
    },
    _links: {
      self: {
        href: `${plain}/metadata/${metadataOf(pact)}`,
        name: `Pact between ${consumerName} (${pact.versionNumber}) and ${provider.name}`,
      },
    },
  };
}

/** What a result that is posted below the pact should know. */
function metadataOf(pact: SelectedPact): string {
  if (pact.isWip) return encodeMetadata({ wip: true, consumerVersionNumber: pact.versionNumber });
  return encodeMetadata({
    pending: pact.isPending,
    selectors: pact.reasons.map(({ selector, branch, environment, versionNumber }) => {
      const { kind } = selector;
      const isLatest = ["latest", "branch", "each-branch", "latest-tagged"].includes(kind);
      const head = kind === "branch" ? selector.branch : branch;
      return {
        consumerVersionNumber: versionNumber,
        ...(head !== undefined && { branch: head }),
        ...("tag" in selector && { tag: selector.tag }),
        ...(isLatest && { latest: true }),
        ...(environment !== undefined && { environment: environment.name }),
      };
    }),
  });
}
