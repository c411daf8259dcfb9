/**
 * A history played over HTTP as the official clients do: paths and links of PACT-BROKER-API, so
 * that any broker may be asked.
 */
import { type Acts, type Marks, type PactOf, pactText } from "./history.ts";

/**
 * @param url where the broker is, without a slash at the end
 * @param send default: `fetch`; a broker's own handler serves without a port
 */
export function actsOverHttp(
  url: string,
  send: (request: Request) => Promise<Response> = fetch,
): Acts {
  /** By pact: a consumer version that published it. */
  const publishers = new Map<string, string>();

  async function ask(method: string, path: string, body?: unknown): Promise<Resource> {
    const address = path.startsWith("http") ? path : `${url}${path}`;
    const headers: Record<string, string> = { accept: "application/hal+json, application/json" };
    if (body !== undefined) headers["content-type"] = "application/json";
    const text = body === undefined ? null : JSON.stringify(body);
    const answer = await send(new Request(address, { method, headers, body: text }));
    const content = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${content}`);
    return content === "" ? {} : (JSON.parse(content) as Resource);
  }

  async function mark(name: string, number: string, { branches, tags }: Marks): Promise<void> {
    for (const branch of branches) {
      await ask("PUT", path`/pacticipants/${name}/branches/${branch}/versions/${number}`, {});
    }
    for (const tag of tags) {
      await ask("PUT", path`/pacticipants/${name}/versions/${number}/tags/${tag}`, {});
    }
  }

  /** Where a deployment or a release of a version to an environment is recorded. */
  async function recordLink(
    relation: string,
    name: string,
    number: string,
    environment: string,
  ): Promise<string> {
    const version = await ask("GET", path`/pacticipants/${name}/versions/${number}`);
    const links = version._links![relation] as Link[];
    const link = links.find((each) => each.name === environment);
    if (link === undefined) throw new Error(`${relation} has no ${environment}`);
    return link.href;
  }

  /** What is in an environment, of one participant. */
  async function inEnvironment(
    environment: string,
    relation: string,
    name: string,
  ): Promise<Resource[]> {
    const { _embedded: embedded } = await ask("GET", "/environments");
    const found = embedded!.environments!.find((each) => each.name === environment);
    const link = (await ask("GET", path`/environments/${found!.uuid!}`))._links![relation] as Link;
    const list = await ask("GET", `${link.href}?pacticipant=${encodeURIComponent(name)}`);
    return Object.values(list._embedded!)[0]!;
  }

  return {
    async publish(pact, number, { branches, tags }) {
      const [branch, ...others] = branches;
      await ask("POST", "/contracts/publish", {
        pacticipantName: pact.consumer,
        pacticipantVersionNumber: number,
        ...(branch !== undefined && { branch }),
        ...(tags.length > 0 && { tags }),
        contracts: [
          {
            consumerName: pact.consumer,
            providerName: pact.provider,
            specification: "pact",
            contentType: "application/json",
            content: Buffer.from(pactText(pact)).toString("base64"),
          },
        ],
      });
      await mark(pact.consumer, number, { branches: others, tags: [] });
      publishers.set(keyOf(pact), number);
    },
    async verify(pact, { version, success, isWip }, marks) {
      const { consumer, provider } = pact;
      const publisher = publishers.get(keyOf(pact));
      if (publisher === undefined) throw new Error(`nobody published ${keyOf(pact)}`);
      const found = await ask(
        "GET",
        path`/pacts/provider/${provider}/consumer/${consumer}/version/${publisher}`,
      );
      const { href } = found._links!["pb:publish-verification-results"] as Link;
      await mark(provider, version, marks);
      await ask("POST", isWip ? withWip(href) : href, {
        success,
        providerApplicationVersion: version,
      });
    },
    async version(name, number, marks) {
      await ask("PUT", path`/pacticipants/${name}/versions/${number}`, {});
      await mark(name, number, marks);
    },
    async mainBranch(name, branch) {
      const known = await ask("GET", "/pacticipants");
      const isKnown = known._embedded!.pacticipants!.some((each) => each.name === name);
      if (isKnown) await ask("PATCH", path`/pacticipants/${name}`, { mainBranch: branch });
      else await ask("POST", "/pacticipants", { name, mainBranch: branch });
    },
    async environment(name) {
      const { _embedded: embedded } = await ask("GET", "/environments");
      if (embedded!.environments!.some((each) => each.name === name)) return;
      await ask("POST", "/environments", { name, production: name === "prod" });
    },
    async deploy(name, number, environment, as) {
      await versionIs(name, number);
      const href = await recordLink("pb:record-deployment", name, number, environment);
      await ask("POST", href, as === undefined ? {} : { applicationInstance: as });
    },
    async undeploy(name, environment, as) {
      const relation = "pb:currently-deployed-deployed-versions";
      for (const each of await inEnvironment(environment, relation, name)) {
        if ((each.applicationInstance ?? undefined) !== as) continue;
        await ask("PATCH", (each._links!.self as Link).href, { currentlyDeployed: false });
      }
    },
    async release(name, number, environment) {
      await versionIs(name, number);
      await ask("POST", await recordLink("pb:record-release", name, number, environment), {});
    },
    async endSupport(name, number, environment) {
      const relation = "pb:currently-supported-released-versions";
      for (const each of await inEnvironment(environment, relation, name)) {
        const { number: released } = each._embedded!.version as unknown as { number: string };
        if (released !== number) continue;
        await ask("PATCH", (each._links!.self as Link).href, { currentlySupported: false });
      }
    },
    async untag(name, number, tag) {
      await ask("DELETE", path`/pacticipants/${name}/versions/${number}/tags/${tag}`);
    },
    async deleteBranch(name, branch) {
      await ask("DELETE", path`/pacticipants/${name}/branches/${branch}`);
    },
  };

  async function versionIs(name: string, number: string): Promise<void> {
    await ask("PUT", path`/pacticipants/${name}/versions/${number}`, {});
  }
}

interface Link {
  href: string;
  name?: string;
}

interface Resource {
  name?: string;
  uuid?: string;
  applicationInstance?: string | null;
  _embedded?: Record<string, Resource[]>;
  _links?: Record<string, Link | Link[]>;
}

function keyOf({ consumer, provider, content }: PactOf): string {
  return `${consumer}/${provider} ${content}`;
}

/** As if the pact had been fetched as work in progress: its link says so in its metadata. */
function withWip(href: string): string {
  const metadata = Buffer.from("w=true").toString("base64url");
  const [before] = href.split("/metadata/");
  return `${before!.replace(/\/verification-results$/, "")}/metadata/${metadata}/verification-results`;
}

function path(parts: TemplateStringsArray, ...values: string[]): string {
  return parts.reduce(
    (text, part, index) => text + part + encodeURIComponent(values[index] ?? ""),
    "",
  );
}
