/**
 * A provider that is MSW in the consumer's tests, and the recorder of the pact with it.
 */
import type { Contract } from "concordat";
import { type PactRecorder, recordPact } from "concordat/pact";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach } from "vitest";
import { type Answers, overTheWire } from "./consumer.ts";
import { pactsFolder } from "./pacts-folder.ts";

export interface RecordedProvider extends Pick<PactRecorder, "interaction"> {
  /** What `startGateway` is given, so that a call goes to MSW and is answered this. */
  answers(line: string, status: number, body: unknown): Answers;
}

/** For one file of tests: the pact is written after the last one. */
export function recordProvider(
  consumer: string,
  provider: string,
  contract: Contract,
): RecordedProvider {
  const server = setupServer();
  server.listen({ onUnhandledFrame: "error" });
  const pact = recordPact(server, {
    consumer,
    provider,
    contract,
    // As the services call each other: `services/platform/connect.ts`.
    baseUrl: `http://${provider}`,
    folder: pactsFolder,
  });
  afterEach(() => server.resetHandlers());
  afterAll(async () => {
    server.close();
    await pact.write();
  });
  return {
    interaction: pact.interaction,
    answers(line, status, body) {
      const [service, method, path] = line.split(" ") as [string, string, string];
      server.use(
        http.all(`http://${service}${path}`, async ({ request }) => {
          if (request.method !== method) return undefined;
          await request.text();
          return HttpResponse.json(body as object, { status });
        }),
      );
      return { [line]: overTheWire };
    },
  };
}
