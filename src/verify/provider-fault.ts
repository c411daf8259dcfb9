/**
 * What goes wrong between the verifier and a provider, and would look like the provider's answer.
 */
export interface ProviderFault {
  /** Whose: what the configuration names, or the provider's connection. */
  kind: "states" | "headers" | "messages" | "fetch" | "connection";
  /** What tells it from others of its kind, such as the state's name, the message's description. */
  name: string;
  /** A sentence about the provider. */
  message: string;
}

export type ReportFault = (fault: ProviderFault) => void;

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message, cause } = error as NodeJS.ErrnoException;
  const reason = message || code || error.name;
  // Fetch says no more than that it failed.
  return cause instanceof Error ? `${reason}: ${messageOf(cause)}` : reason;
}

/**
 * What `make` gives, in time.
 *
 * @throws {Error} what it throws, or that it took longer than `timeoutMs`
 */
export async function settled<T>(make: () => T | Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`it did not settle within ${timeoutMs} ms`)),
    timeoutMs,
  );
  try {
    return await Promise.race([(async () => make())(), late]);
  } finally {
    clearTimeout(timer);
  }
}
