/** The index: the relations that clients begin with. */
import { hal } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { networkPage } from "./pages.ts";
import type { DefineResource } from "./resource.ts";

/** PACT-BROKER-API §1: relation, template, title. */
const RELATIONS: readonly (readonly [string, string, string])[] = [
  ["pb:publish-contracts", "/contracts/publish", "Publish contracts"],
  ["pb:latest-pact-versions", "/pacts/latest", "Latest pact versions"],
  ["pb:pacticipants", "/pacticipants", "Participants"],
  ["pb:pacticipant", "/pacticipants/{pacticipant}", "A participant by name"],
  [
    "pb:pacticipant-version",
    "/pacticipants/{pacticipant}/versions/{version}",
    "A version of a participant",
  ],
  [
    "pb:pacticipant-branch",
    "/pacticipants/{pacticipant}/branches/{branch}",
    "A branch of a participant",
  ],
  [
    "pb:pacticipant-branch-version",
    "/pacticipants/{pacticipant}/branches/{branch}/versions/{version}",
    "A version on a branch",
  ],
  [
    "pb:pacticipant-version-tag",
    "/pacticipants/{pacticipant}/versions/{version}/tags/{tag}",
    "A tag of a version",
  ],
  ["pb:latest-version", "/pacticipants/{pacticipant}/latest-version", "The latest version"],
  [
    "pb:latest-tagged-version",
    "/pacticipants/{pacticipant}/latest-version/{tag}",
    "The latest version with a tag",
  ],
  [
    "pb:provider-pacts-for-verification",
    "/pacts/provider/{provider}/for-verification",
    "Pacts that a provider should verify",
  ],
  ["pb:latest-provider-pacts", "/pacts/provider/{provider}/latest", "Latest pacts of a provider"],
  [
    "pb:latest-provider-pacts-with-tag",
    "/pacts/provider/{provider}/latest/{tag}",
    "Latest pacts of a provider with a tag",
  ],
  [
    "pb:provider-pacts-with-main-branch",
    "/pacts/provider/{provider}/branch",
    "All pacts of consumers' main branches",
  ],
  [
    "pb:latest-provider-pacts-with-main-branch",
    "/pacts/provider/{provider}/branch/latest",
    "Latest pacts of consumers' main branches",
  ],
  [
    "pb:provider-pacts-with-branch",
    "/pacts/provider/{provider}/branch/{branch}",
    "All pacts of a branch",
  ],
  [
    "pb:latest-provider-pacts-with-branch",
    "/pacts/provider/{provider}/branch/{branch}/latest",
    "Latest pacts of a branch",
  ],
  [
    "pb:main-branch-pact-versions",
    "/pacts/provider/{provider}/consumer/{consumer}/branch",
    "Pacts of the main branch",
  ],
  [
    "pb:latest-main-branch-pact-versions",
    "/pacts/provider/{provider}/consumer/{consumer}/branch/latest",
    "The latest pact of the main branch",
  ],
  [
    "pb:branch-pact-versions",
    "/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}",
    "Pacts of a branch",
  ],
  [
    "pb:latest-branch-pact-versions",
    "/pacts/provider/{provider}/consumer/{consumer}/branch/{branch}/latest",
    "The latest pact of a branch",
  ],
  ["pb:environments", "/environments", "Environments"],
  ["pb:environment", "/environments/{uuid}", "An environment"],
  ["pb:webhooks", "/webhooks", "Webhooks"],
  ["pb:webhook", "/webhooks/{uuid}", "A webhook"],
  [
    "pb:can-i-deploy",
    "/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}",
    "Whether a version can be deployed",
  ],
];

export function defineIndex(define: DefineResource, context: BrokerContext): void {
  define(
    "/",
    {
      GET: ({ link }) =>
        hal({
          _links: {
            self: { href: link.base === "" ? "/" : link.base, title: "Index" },
            ...Object.fromEntries(
              RELATIONS.map(([relation, template, title]) => [
                relation,
                template.includes("{")
                  ? link.template(template, { title })
                  : { href: `${link.base}${template}`, title, templated: false },
              ]),
            ),
            curies: [{ name: "pb", href: `${link.base}/doc/{rel}`, templated: true }],
          },
        }),
    },
    { page: networkPage(context) },
  );
}
