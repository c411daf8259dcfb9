/**
 * What the process of the verifier and the one that started it tell each other.
 */
export interface VerifierJob {
  kind: "verify";
  provider: string;
  url: string;
  pactFile: string;
  states: string[];
}

export interface StateMessage {
  kind: "state";
  id: number;
  state: string;
  action: "setup" | "teardown";
}

export interface StateDone {
  kind: "state-done";
  id: number;
}

/** The verifier's result as it gives it: a JSON text, or the plain words of a failure. */
export interface VerifierAnswer {
  kind: "answer";
  text: string;
}
