/** The broker that the pipeline plays on: the one of the environment, or an embedded one. */
import { listenBroker } from "../../src/broker/listen.ts";

export interface PipelineBroker {
  url: string;
  close(): Promise<void>;
}

/** @param data the file of an embedded one */
export async function brokerOf(data: string): Promise<PipelineBroker> {
  const given = process.env.PACT_BROKER_BASE_URL;
  if (given !== undefined && given !== "") return { url: given, close: async () => undefined };
  return await listenBroker({ data, port: 0 });
}
