/** What may be deployed: `/matrix`, `/can-i-deploy`, and what asks one of them by its path. */
import { answer } from "../matrix/answer.ts";
import { problemsOf } from "../matrix/problems.ts";
import {
  type Question,
  readMatrixQuestion,
  readSimpleQuestion,
  type Selector,
  type SimpleQuestion,
  type Target,
} from "../matrix/question.ts";
import { type RackValue, UnreadableQuery } from "../matrix/rack-query.ts";
import { findEnvironmentByName } from "../store/environments.ts";
import { findParticipant } from "../store/participants.ts";
import type { Store } from "../store/store.ts";
import { findBranch, findLatestVersion } from "../store/versions.ts";
import { hal, notFound } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import { matrixBody } from "./matrix-body.ts";
import { matrixPage } from "./pages.ts";
import { BadRequest, type Call, type DefineResource } from "./resource.ts";

export function defineMatrix(define: DefineResource, { store }: BrokerContext): void {
  // One transaction: what is read belongs together, though others write.
  const answered = (call: Call, question: Question): Response =>
    hal(store.read(() => matrixBody(store, answer(store, question), call.link)));

  define(
    "/matrix",
    {
      GET(call) {
        const question = understood(call, readMatrixQuestion);
        refuse(problemsOf(store, question));
        return answered(call, question);
      },
    },
    { page: matrixPage({ store }) },
  );

  define("/matrix/provider/:provider/consumer/:consumer", {
    GET(call) {
      const names = [call.param("consumer"), call.param("provider")];
      if (names.some((name) => findParticipant(store, name) === undefined)) return notFound();
      const selectors = names.map((participant): Selector => ({ participant }));
      const question = { ...understood(call, readMatrixQuestion), selectors };
      refuse(problemsOf(store, question));
      return answered(call, question);
    },
  });

  define("/can-i-deploy", {
    GET(call) {
      const simple = understood(call, readSimpleQuestion);
      const problems = problemsOfSimple(store, simple);
      if (Object.keys(problems).length > 0) throw new BadRequest(problems);
      return answered(call, simple.question);
    },
  });

  const byPath = (
    path: string,
    question: (call: Call) => Question | undefined,
    label: (call: Call) => [string, string],
  ): void => {
    define(path, {
      GET(call) {
        const asked = question(call);
        return asked === undefined ? notFound() : answered(call, asked);
      },
    });
    define(`${path}/badge`, {
      GET(call) {
        const asked = question(call);
        const [left, right] = label(call);
        if (asked === undefined) return badge("version", "not found", "lightgrey");
        const { deployable } = store.read(() => answer(store, asked)).decision;
        const name = call.query.get("label") ?? "";
        return badge(name === "" ? left : name, right, deployable === true ? "brightgreen" : "red");
      },
    });
  };

  byPath(
    "/pacticipants/:pacticipant/latest-version/:tag/can-i-deploy/to/:to",
    (call) => {
      const participant = findParticipant(store, call.param("pacticipant"));
      const tag = call.param("tag");
      if (participant === undefined) return undefined;
      if (findLatestVersion(store, participant, tag) === undefined) return undefined;
      const selector: Selector = { participant: participant.name, latest: true, tag };
      return questionOf(selector, { latest: true, tag: call.param("to") });
    },
    (call) => [call.param("tag"), call.param("to")],
  );

  byPath(
    "/pacticipants/:pacticipant/branches/:branch/latest-version/can-i-deploy/to-environment/:environment",
    (call) => {
      const participant = findParticipant(store, call.param("pacticipant"));
      const [branch, environment] = [call.param("branch"), call.param("environment")];
      if (participant === undefined) return undefined;
      if (findBranch(store, participant, branch) === undefined) return undefined;
      if (findEnvironmentByName(store, environment) === undefined) return undefined;
      const selector: Selector = { participant: participant.name, latest: true, branch };
      return questionOf(selector, { environment });
    },
    (call) => [call.param("branch"), call.param("environment")],
  );
}

function understood<Asked>(call: Call, read: (query: string) => Asked): Asked {
  const { url } = call.request;
  const mark = url.indexOf("?");
  const hash = url.indexOf("#");
  const query = mark === -1 ? "" : url.slice(mark + 1, hash === -1 ? undefined : hash);
  try {
    return read(query);
  } catch (error) {
    if (error instanceof UnreadableQuery) throw new BadRequest([error.message]);
    throw error;
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new BadRequest(problems);
}

function problemsOfSimple(store: Store, asked: SimpleQuestion): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  const { participant, version, to, environment } = asked;
  for (const [name, value] of [
    ["pacticipant", participant],
    ["version", version],
  ] as const) {
    if (value === undefined) problems[name] = ["is missing"];
    else if (!isFilled(value)) problems[name] = ["must be filled"];
  }
  for (const [name, value] of [
    ["to", to],
    ["environment", environment],
  ] as const) {
    if (value !== undefined && !isFilled(value)) problems[name] = ["must be filled"];
  }
  if (Object.keys(problems).length > 0) return problems;
  if (findParticipant(store, participant as string) === undefined) {
    problems.pacticipant = ["does not match an existing pacticipant"];
  }
  if (isFilled(environment) && findEnvironmentByName(store, environment) === undefined) {
    problems.environment = [`with name '${environment}' does not exist`];
  }
  if (to !== undefined && environment !== undefined) {
    problems[""] = ["Cannot specify both a 'to' tag and an environment."];
  } else if (to === undefined && environment === undefined) {
    problems[""] = ["Must specify either an environment or a 'to' tag."];
  }
  return problems;
}

function isFilled(value: RackValue | undefined): value is string {
  return typeof value === "string" && value !== "";
}

function questionOf(selector: Selector, target: Target): Question {
  return {
    selectors: [selector],
    ignored: [],
    latestBy: target.environment === undefined ? "cvp" : "cvpv",
    limit: Number.MAX_SAFE_INTEGER,
    isLimited: false,
    target,
    isStrict: true,
  };
}

/** A picture, elsewhere: whoever shows it asks for it, not the broker. */
function badge(left: string, right: string, color: string): Response {
  const [subject, status] = [left, right].map((text) =>
    encodeURIComponent(text.replaceAll("-", "--").replaceAll("_", "__")),
  );
  const location = `https://img.shields.io/badge/${subject}-${status}-${color}.svg`;
  return new Response(null, {
    status: 307,
    headers: { location, "cache-control": "no-cache" },
  });
}
