/** What clients print of a publication, in the official broker's sentences. */
import type { TriggeredWebhook } from "../api/context.ts";
import { hasWebhooks } from "../store/configured-webhooks.ts";
import { hasResults } from "../store/results.ts";
import type { Store } from "../store/store.ts";
import type { Conflict } from "./conflicts.ts";
import type { DetectedEvent } from "./content-events.ts";
import type { PublishedPact } from "./publish-pact.ts";

export interface Notice {
  type: "success" | "debug" | "info" | "prompt" | "warning" | "error";
  text: string;
}

export interface VersionWords {
  isNew: boolean;
  name: string;
  number: string;
  branch: string | undefined;
  tags: readonly string[];
}

export function versionNotices({ isNew, name, number, branch, tags }: VersionWords): Notice[] {
  const marks = [
    ...(branch === undefined ? [] : [`branch ${branch}`]),
    ...(tags.length === 0 ? [] : [`tags ${tags.join(", ")}`]),
  ];
  const what = `${isNew ? "Created" : "Updated"} ${name} version ${number}`;
  const notices: Notice[] = [
    { type: "debug", text: marks.length === 0 ? what : `${what} with ${marks.join(" and ")}` },
  ];
  if (branch === undefined) {
    const step = "Configure the version branch to be the value of your repository branch.";
    notices.push({ type: "prompt", text: `  Next steps:\n    ${step}` });
  }
  return notices;
}

/** A published pact, with what came of announcing its events. */
export interface Announced {
  published: PublishedPact;
  isMerged: boolean;
  triggered: readonly (TriggeredWebhook & { event: DetectedEvent["name"] })[];
  /** Where the pact is. */
  url: string;
}

export function pactNotices(store: Store, announced: Announced): Notice[] {
  const { consumer, provider, version, previous, pact, events } = announced.published;
  const notices: Notice[] = [
    outcome(announced),
    { type: "debug", text: `  View the published pact at ${announced.url}` },
    {
      type: "debug",
      text: `  Events detected: ${events
        .map(({ name, comment }) => (comment === undefined ? name : `${name} (${comment})`))
        .join(", ")}`,
    },
  ];
  const isExpected = hasWebhooks(store, consumer.id, provider.id);
  for (const { name, event, logUrl } of announced.triggered) {
    const webhook = JSON.stringify(name);
    const text = `  Webhook ${webhook} triggered for event ${event}.\n    View logs at ${logUrl}`;
    notices.push({ type: "debug", text });
  }
  if (isExpected && announced.triggered.length === 0) {
    notices.push({ type: "debug", text: "  No enabled webhooks found for the detected events" });
  }
  const steps: string[] = [];
  if (!hasResults(store, consumer.id, provider.id)) {
    steps.push(
      `Add Pact verification tests to the ${provider.name} build. See https://docs.pact.io/go/provider_verification`,
    );
  }
  if (!isExpected) {
    steps.push(
      `Configure separate ${provider.name} pact verification build and webhook to trigger it when the pact content changes. See https://docs.pact.io/go/webhooks`,
    );
  }
  if (steps.length > 0) notices.push({ type: "prompt", text: "  Next steps:" });
  for (const step of steps) notices.push({ type: "prompt", text: `    * ${step}` });
  return notices;

  function outcome({ isMerged }: Announced): Notice {
    const of = `for ${consumer.name} version ${version.number} and provider ${provider.name}`;
    if (previous === undefined) {
      return { type: "success", text: `Pact successfully published ${of}.` };
    }
    if (isMerged) {
      return { type: "success", text: `Pact content merged with existing content ${of}.` };
    }
    // Nothing else is let through.
    if (previous.contentId !== pact.contentId) throw new Error("changed content was accepted");
    return {
      type: "success",
      text: `Pact successfully republished ${of} with no content changes.`,
    };
  }
}

export function conflictNotices(conflicts: readonly Conflict[]): Notice[] {
  return conflicts.flatMap(({ message, difference }): Notice[] => [
    { type: "error", text: message },
    ...(difference === undefined ? [] : [{ type: "info" as const, text: difference }]),
  ]);
}

/** The same as clients before 2.87 read it. */
export function logsOf(notices: readonly Notice[]): object[] {
  return notices.map(({ type, text }) => ({
    level: type,
    message: text,
    deprecationWarning: "Replaced by notices",
  }));
}
