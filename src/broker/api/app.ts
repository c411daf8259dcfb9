/** The broker as one Fetch handler: every resource, behind one gate. */
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { json, notFound } from "./answer.ts";
import { defineBranches } from "./branches.ts";
import type { BrokerContext } from "./context.ts";
import { defineDeployments } from "./deployments.ts";
import { defineEnvironments } from "./environments.ts";
import { defineForVerification } from "./for-verification.ts";
import { defineHeartbeat } from "./heartbeat.ts";
import { defineIndex } from "./index-resource.ts";
import { defineLabels } from "./labels.ts";
import { defineMatrix } from "./matrix.ts";
import { definePactLists } from "./pact-lists.ts";
import { definePactVersions } from "./pact-versions.ts";
import { definePacts } from "./pacts.ts";
import { defineParticipants } from "./participants.ts";
import { defineProviderStates } from "./provider-states.ts";
import { definePublish } from "./publish.ts";
import { defineReleases } from "./releases.ts";
import { type DefineResource, resourcesOf } from "./resource.ts";
import { defineResults } from "./results.ts";
import { defineTags } from "./tags.ts";
import { defineTriggeredWebhooks } from "./triggered-webhooks.ts";
import { defineVersions } from "./versions.ts";
import { defineWebhooks } from "./webhooks.ts";

const RESOURCES: readonly ((define: DefineResource, context: BrokerContext) => void)[] = [
  defineIndex,
  defineParticipants,
  defineLabels,
  defineVersions,
  defineTags,
  defineBranches,
  defineEnvironments,
  defineDeployments,
  defineReleases,
  defineHeartbeat,
  defineMatrix,
  defineForVerification,
  defineWebhooks,
  defineTriggeredWebhooks,
  definePublish,
  definePactLists,
  definePacts,
  definePactVersions,
  defineResults,
  defineProviderStates,
];

/** Of a request; pacts of this size are nobody's. */
const MAX_BODY_BYTES = 50 * 1024 * 1024;

export function createApp(context: BrokerContext): (request: Request) => Promise<Response> {
  const app = new Hono();
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => json({ error: "The request body is larger than 50 MB." }, 413),
    }),
  );
  const define = resourcesOf(app, context);
  for (const each of RESOURCES) each(define, context);
  app.notFound(() => notFound());
  // Why it failed stays here: what is thrown may show what was stored.
  app.onError(() => json({ error: "The broker failed; nothing was changed." }, 500));
  return async (request) => app.fetch(request);
}
