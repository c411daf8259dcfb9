/**
 * One line that says what is being done, on a terminal only.
 */
export interface Progress {
  tell(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** @param write to stderr; results go to stdout and are never mixed with it */
export function createProgress(write: (text: string) => void, isInteractive: boolean): Progress {
  if (!isInteractive) return { tell: () => undefined, end: () => undefined };
  const clear = "\r\u001b[2K";
  return {
    tell: (text) => write(`${clear}${text}`),
    end: () => write(clear),
  };
}
