/**
 * A broker with one pact, its provider, and a folder with their configuration.
 *
 * PACT-BROKER-API §2, verifier: what it serves has the shapes that the official one's has.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { runCli } from "../../run-cli.ts";
import { inTemporaryFolder } from "../../temporary-folder.ts";
import { type Asked, answering } from "./answering-server.ts";

export const petsContract: object = {
  openapi: "3.1.0",
  info: { title: "Pets", version: "1" },
  paths: {
    "/pets/{id}": {
      parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
      get: {
        responses: {
          "200": {
            description: "one pet",
            content: {
              "application/json": {
                schema: {
                  type: "object",
                  required: ["id"],
                  properties: { id: { type: "string" }, name: { type: "string" } },
                },
              },
            },
          },
        },
      },
    },
  },
};

/** One for each id, of a pet that has it. */
export function petsPact(ids: readonly string[] = ["p1"], member = "id"): object {
  return {
    consumer: { name: "shop" },
    provider: { name: "pets" },
    interactions: ids.map((id) => ({
      type: "Synchronous/HTTP",
      _id: `interaction-${id}`,
      description: `the pet ${id}`,
      request: { method: "GET", path: `/pets/${id}` },
      response: {
        status: 200,
        body: { content: { [member]: id }, contentType: "application/json", encoded: false },
        matchingRules: {
          body: { [`$.${member}`]: { combine: "AND", matchers: [{ match: "type" }] } },
        },
      },
    })),
    metadata: { pactSpecification: { version: "4.0" } },
    _links: {
      "pb:consumer-version": { href: "/pacticipants/shop/versions/7", name: "7" },
      "pb:provider": { href: "http://internal:9292/pacticipants/pets" },
      "pb:publish-verification-results": { href: "/pacts/shop/metadata/abc/results" },
    },
  };
}

export interface PetsPlan {
  pact?: object;
  isPending?: boolean;
  /** Of the configuration; default: one that answers every id but `p9` with itself. */
  provider?: unknown;
  /** Whether the broker knows the provider. Default: true. */
  isKnown?: boolean;
  /** What made the results that the pact has with the provider's version. */
  implementations?: readonly string[];
  prepare?: (cwd: string) => void;
  env?: Record<string, string>;
}

export interface PetsOutcome {
  code: number;
  stdout: string;
  stderr: string;
  /** `METHOD /path`, and its body where it has one. */
  asked: [request: string, body?: unknown][];
}

export async function runWithPets(
  argv: readonly string[],
  plan: PetsPlan = {},
): Promise<PetsOutcome> {
  const pact = plan.pact ?? petsPact();
  const broker = await answering((asked) => answerOf(asked, pact, plan));
  const provider = await answering(({ path: asked }) => {
    const id = asked.split("/").at(-1);
    return id === "p9" ? { status: 500, body: {} } : { body: { id } };
  });
  const configured = {
    services: {
      pets: { contract: "pets.json", provider: plan.provider ?? { url: provider.url } },
      other: { contract: "pets.json" },
    },
  };
  return inTemporaryFolder(async (cwd) => {
    writeFileSync(path.join(cwd, "concordat.config.json"), JSON.stringify(configured));
    writeFileSync(path.join(cwd, "pets.json"), JSON.stringify(petsContract));
    plan.prepare?.(cwd);
    const outcome = await runCli([...argv, "-b", broker.url], { cwd, env: plan.env ?? {} });
    return {
      ...outcome,
      asked: broker.asked.map(({ method, path: at, body }) =>
        body === "" ? [`${method} ${at}`] : [`${method} ${at}`, JSON.parse(body) as unknown],
      ),
    };
  });
}

function answerOf(
  { method, path: asked }: Asked,
  pact: object,
  { isPending = false, isKnown = true, implementations = [] }: PetsPlan,
): { status?: number; body: unknown } {
  const found = implementations.findIndex((_, index) => asked === `/results/${index}`);
  if (found >= 0) return { body: { verifiedBy: { implementation: implementations[found] } } };
  if (asked.startsWith("/matrix?")) return { body: matrixOf(implementations) };
  switch (`${method} ${asked}`) {
    case "GET /":
      return {
        body: {
          _links: {
            "pb:provider-pacts-for-verification": {
              href: "http://internal:9292/pacts/provider/{provider}/for-verification",
              templated: true,
            },
          },
        },
      };
    case "POST /pacts/provider/pets/for-verification":
      return isKnown ? { body: chosen(isPending) } : { status: 404, body: { error: "not here" } };
    case "GET /pacts/shop/metadata/abc":
      return { body: pact };
    case "GET /pacticipants/pets":
      return {
        body: {
          _links: {
            "pb:branch-version": { href: "/pets/branches/{branch}/versions/{version}" },
            "pb:version-tag": { href: "/pets/versions/{version}/tags/{tag}" },
          },
        },
      };
    case "POST /pacts/shop/metadata/abc/results":
      return { status: 201, body: { _links: { self: { href: "/results/1" } } } };
    default:
      return method === "PUT" ? { status: 201, body: {} } : { status: 404, body: {} };
  }
}

function chosen(isPending: boolean): object {
  return {
    _embedded: {
      pacts: [
        {
          shortDescription: "latest from branch main",
          verificationProperties: {
            pending: isPending,
            notices: [
              { when: "before_verification", text: "It is the latest of main." },
              { when: "after_verification:success_false_published_true", text: "It is pending." },
            ],
          },
          _links: { self: { href: "http://internal:9292/pacts/shop/metadata/abc", name: "shop" } },
        },
      ],
    },
  };
}

function matrixOf(implementations: readonly string[]): object {
  return {
    summary: { deployable: null },
    matrix: implementations.map((_, index) => ({
      consumer: { name: "shop", version: { number: "7" } },
      provider: { name: "pets", version: { number: "2" } },
      verificationResult: { success: true, _links: { self: { href: `/results/${index}` } } },
    })),
  };
}
