/** Labels of participants: `/pacticipants/:pacticipant/labels/:label`, and all: `/labels`. */
import { addLabel, findLabel, type Label, listLabels, removeLabel } from "../store/labels.ts";
import { findOrCreateParticipant, findParticipant } from "../store/participants.ts";
import { hal, notFound, nothing } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { Linker } from "./hal.ts";
import { pageMembers, rangeOf, requestedPage } from "./pagination.ts";
import type { DefineResource } from "./resource.ts";

export function defineLabels(define: DefineResource, { store }: BrokerContext): void {
  define("/labels", {
    GET(call) {
      const all = listLabels(store);
      const page = requestedPage(call);
      const { limit, offset } = rangeOf(page);
      const self = call.link.to(["labels"]);
      const { members, links } = pageMembers(page, all.length, self.href);
      const shown = limit < 0 ? all : all.slice(offset, offset + limit);
      return hal({
        _embedded: { labels: shown.map((name) => ({ name })) },
        _links: { self, ...links },
        ...members,
      });
    },
  });

  define("/pacticipants/:pacticipant/labels/:label", {
    GET(call) {
      const participant = findParticipant(store, call.param("pacticipant"));
      const label = participant && findLabel(store, participant, call.param("label"));
      if (label === undefined) return notFound();
      return hal(labelBody(label, call.param("pacticipant"), call.link));
    },
    async PUT(call) {
      await call.body();
      const name = call.param("label");
      return store.transaction(() => {
        const participant = findOrCreateParticipant(store, call.param("pacticipant"));
        const isNew = addLabel(store, participant, name);
        const body = labelBody(findLabel(store, participant, name)!, participant.name, call.link);
        if (!isNew) return hal(body);
        const location = call.link.to(["pacticipants", participant.name, "labels", name]).href;
        return hal(body, 201, { location });
      });
    },
    DELETE(call) {
      return store.transaction(() => {
        const participant = findParticipant(store, call.param("pacticipant"));
        if (participant === undefined) return notFound();
        return removeLabel(store, participant, call.param("label")) ? nothing() : notFound();
      });
    },
  });
}

function labelBody({ name, createdAt }: Label, participant: string, link: Linker): object {
  const path = ["pacticipants", participant];
  return {
    name,
    createdAt,
    _links: {
      self: link.to([...path, "labels", name], { title: "Label", name }),
      pacticipant: link.to(path, { title: "Pacticipant", name: participant }),
    },
  };
}
