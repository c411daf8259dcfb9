/**
 * What the process of the verifier and the one that started it tell each other.
 */
export interface VerifierJob {
  provider: string;
  url: string;
  statesUrl: string;
  pactFile: string;
  /** Where messages are asked for, whatever transport an interaction names. */
  messages: { url: string; transports: readonly string[] } | undefined;
}

/** The verifier's result as it gives it: a JSON text, or the plain words of a failure. */
export interface VerifierAnswer {
  text: string;
}
