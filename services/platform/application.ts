/**
 * The Hono application that every service begins with: the trace of each request, refusals in the
 * contracts' shape, and `/health`.
 */
import { type Context, Hono } from "hono";
import { Refusal, refusalResponse } from "./refusal.ts";
import type { Surroundings } from "./service.ts";
import { type Trace, traceOf } from "./tracing.ts";

/** What a handler finds in its context. */
export interface ServiceEnv {
  Variables: { trace: Trace };
}

type Application = Hono<ServiceEnv>;
export type ServiceContext = Context<ServiceEnv>;

/** Of every service; the contracts say the same. */
const VERSION = "1.0.0";

export function createApplication(
  name: string,
  { clock, ids, onFault }: Pick<Surroundings, "clock" | "ids" | "onFault">,
): Application {
  const app = new Hono<ServiceEnv>();
  const answer = (context: ServiceContext, refusal: Refusal): Response =>
    refusalResponse(refusal, { service: name, trace: context.get("trace"), clock });
  app.use(async (context, next) => {
    context.set("trace", traceOf(context.req.raw.headers, ids));
    await next();
  });
  app.get("/health", (context) =>
    context.json({
      status: "UP",
      service: name,
      version: VERSION,
      timestamp: clock.now().toISOString(),
    }),
  );
  app.notFound((context) => {
    const { method, path } = context.req;
    return answer(context, new Refusal(404, "PATH_UNKNOWN", `There is no ${method} ${path}`));
  });
  app.onError((error, context) => {
    if (error instanceof Refusal) return answer(context, error);
    onFault?.(error, name);
    // What went wrong inside is nobody's business outside.
    return answer(context, new Refusal(500, "INTERNAL_ERROR", "Something went wrong"));
  });
  return app;
}
