/**
 * What a command sees of the world. Tests pass their own.
 */
export interface Io {
  stdout(text: string): void;
  stderr(text: string): void;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout is a terminal that takes colours. */
  color: boolean;
  /** The same of stderr. */
  colorErrors: boolean;
  /** Whether progress may move: stderr is a terminal. */
  isInteractive: boolean;
  /**
   * Aborted by Ctrl-C or SIGTERM, from when it is first asked for: until then they end the process.
   * Ask before there is something to stop.
   */
  readonly stop: AbortSignal;
  /** Today, such as `2026-11-23`. */
  today: string;
  /** `explain` is called, and the exit code is 2, if the process ends before the command does. */
  onEarlyEnd(explain: () => void): void;
}

/** 0 all agree; 1 something does not; 2 concordat could not do the work. */
export type ExitCode = 0 | 1 | 2;
