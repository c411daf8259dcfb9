/**
 * What goes wrong between the verifier and a provider, and would look like the provider's answer.
 */
export interface ProviderFault {
  /** Whose: what the configuration names, or the provider's connection. */
  kind: "states" | "headers" | "fetch" | "connection";
  /** What tells it from others of its kind, such as the state's name. */
  name: string;
  /** A sentence about the provider. */
  message: string;
}

export type ReportFault = (fault: ProviderFault) => void;

export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, message } = error as NodeJS.ErrnoException;
  return message || code || error.name;
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
