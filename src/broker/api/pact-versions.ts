/**
 * Pact versions: content, whichever consumer versions published it, with what the link remembers
 * of why it was selected.
 *
 * PACT-BROKER-API §5: `/metadata/` in the path travels to the link for results.
 */
import { describeDifference } from "../content/difference.ts";
import { findContent } from "../store/pacts.ts";
import { notFound } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { findDocumentOfContent, findPair } from "./pact-body.ts";
import { pairNames, plainText, served } from "./pacts.ts";
import { pactPage } from "./pages.ts";
import type { Call, DefineResource } from "./resource.ts";

export const CONTENT = "/pacts/provider/:provider/consumer/:consumer/pact-version/:sha";

export function definePactVersions(define: DefineResource, { store }: BrokerContext): void {
  const page = pactPage({ store });
  define(CONTENT, { GET: (call) => content(call, undefined) }, { isPlainJson: true, page });
  define(
    `${CONTENT}/metadata/:metadata`,
    { GET: (call) => content(call, call.param("metadata")) },
    { isPlainJson: true, page },
  );
  define(`${CONTENT}/diff/pact-version/:other`, {
    GET: (call) => {
      const pair = findPair(store, pairNames(call));
      if (pair === undefined) return notFound();
      const textOf = (sha: string): string | undefined =>
        findContent(store, pair.consumer, pair.provider, sha)?.text;
      const [text, other] = [textOf(call.param("sha")), textOf(call.param("other"))];
      if (text === undefined || other === undefined) return notFound();
      return plainText(describeDifference(other, text));
    },
  });

  function content(call: Call, metadata: string | undefined): Response {
    const pair = findPair(store, pairNames(call));
    const document = pair && findDocumentOfContent(store, pair, call.param("sha"), metadata);
    if (document === undefined) return notFound();
    return served(store, document, call, { metadata, isContentOnly: metadata === undefined });
  }
}
