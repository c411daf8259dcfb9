/** Whether the broker is there: `/diagnostic/status/heartbeat`. */
import { hal } from "./answer.ts";
import type { BrokerContext } from "./context.ts";
import type { DefineResource } from "./resource.ts";

export function defineHeartbeat(define: DefineResource, _: BrokerContext): void {
  define("/diagnostic/status/heartbeat", {
    GET: ({ link }) =>
      hal({ ok: true, _links: { self: link.to(["diagnostic", "status", "heartbeat"]) } }),
  });
}
