/**
 * Whether anybody answers at a provider's URL.
 *
 * The verifier would report a connection refused as a mismatch of every interaction.
 */

export interface ProbeOptions {
  /** Default 5000. */
  timeoutMs?: number;
  /** Only a status of 2xx will do. Default: any. */
  mustSucceed?: boolean;
}

/** @returns why nobody answers, undefined when somebody does */
export async function probe(
  url: string,
  stop: AbortSignal,
  { timeoutMs = 5000, mustSucceed = false }: ProbeOptions = {},
): Promise<string | undefined> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(url, { signal, redirect: "manual" });
    await response.body?.cancel();
    return mustSucceed && !response.ok ? `status ${response.status}` : undefined;
  } catch (error) {
    const { message, name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
    if (name === "TimeoutError") return `no answer within ${timeoutMs} ms`;
    return cause?.code ?? cause?.message ?? message;
  }
}
