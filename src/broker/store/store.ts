/**
 * The broker's file: opened, brought up to date, asked and written.
 *
 * SQLite with a write-ahead log, synchronous at every commit: what was acknowledged survives a
 * killed process and a lost power supply.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { ConcordatError } from "../../findings/concordat-error.ts";
import { MIGRATIONS } from "./migrations.ts";

export type Parameter = SQLInputValue;

export interface Store {
  /** The time that is written, and the names of new things. */
  readonly now: () => string;
  readonly newUuid: () => string;
  all<Row>(sql: string, ...parameters: Parameter[]): Row[];
  get<Row>(sql: string, ...parameters: Parameter[]): Row | undefined;
  run(sql: string, ...parameters: Parameter[]): { changes: number; id: number };
  /** All of `work` or nothing; inside another transaction it is a part of that. */
  transaction<Result>(work: () => Result): Result;
  /** What `work` reads belongs together, whoever writes meanwhile; it writes nothing. */
  read<Result>(work: () => Result): Result;
  /**
   * Copies the file as it is while it is used.
   *
   * @throws {ConcordatError} `broker.data-unusable` where `file` cannot be written
   */
  backup(file: string): Promise<void>;
  close(): void;
}

export interface StoreOptions {
  /** Default: the clock of the machine. */
  now?: () => Date;
  newUuid?: () => string;
}

/** How long a write waits for one of another process. */
const BUSY_MS = 10_000;

/**
 * @param file `:memory:` keeps nothing
 * @throws {ConcordatError} `broker.data-unusable` where the file cannot be opened, is no such
 *   file, or was written by a later concordat
 */
export async function openStore(file: string, options: StoreOptions = {}): Promise<Store> {
  const { DatabaseSync, backup } = await loadSqlite();
  const now = options.now ?? (() => new Date());
  let database: DatabaseSync;
  try {
    database = new DatabaseSync(file, { timeout: BUSY_MS });
    try {
      prepareFile(database);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw unusable(file, error);
  }
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    let statement = statements.get(sql);
    if (statement === undefined) {
      statement = database.prepare(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    now: () => rfc3339(now()),
    newUuid: options.newUuid ?? (() => crypto.randomUUID()),
    all: <Row>(sql: string, ...parameters: Parameter[]) =>
      prepared(sql).all(...parameters) as Row[],
    get: <Row>(sql: string, ...parameters: Parameter[]) =>
      prepared(sql).get(...parameters) as Row | undefined,
    run(sql, ...parameters) {
      const { changes, lastInsertRowid } = prepared(sql).run(...parameters);
      return { changes: Number(changes), id: Number(lastInsertRowid) };
    },
    transaction(work) {
      if (database.isTransaction) return work();
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        if (database.isTransaction) database.exec("ROLLBACK");
        throw error;
      }
    },
    read(work) {
      if (database.isTransaction) return work();
      database.exec("BEGIN");
      try {
        return work();
      } finally {
        database.exec("COMMIT");
      }
    },
    async backup(target) {
      try {
        await backup(database, target);
      } catch (error) {
        throw unusable(target, error);
      }
    },
    close() {
      statements.clear();
      if (database.isOpen) database.close();
    },
  };
}

// Node says of its SQLite that it is new; nobody who runs a broker can do anything about that.
export async function loadSqlite(): Promise<typeof import("node:sqlite")> {
  const { emitWarning } = process;
  process.emitWarning = (...told: unknown[]) => {
    if (String(told[0]).includes("SQLite")) return;
    Reflect.apply(emitWarning, process, told);
  };
  try {
    return await import("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}

function prepareFile(database: DatabaseSync): void {
  // Before anything is written: another program's file stays as it is.
  refuseForeign(database);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("BEGIN IMMEDIATE");
  try {
    migrate(database);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** "conc", so that another program's file is not taken for one of ours. */
export const APPLICATION_ID = 0x63_6f_6e_63;

function migrate(database: DatabaseSync): void {
  const taken = pragma(database, "user_version");
  if (taken > MIGRATIONS.length) {
    throw new Error("it was written by a later version of concordat");
  }
  for (const step of MIGRATIONS.slice(taken)) database.exec(step);
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
}

function refuseForeign(database: DatabaseSync): void {
  // One question, so that a file which another process makes just now is seen before or after.
  const { tables, application } = database
    .prepare(
      `SELECT (SELECT count(*) FROM sqlite_schema) AS tables,
              (SELECT application_id FROM pragma_application_id) AS application`,
    )
    .get()!;
  if (application !== APPLICATION_ID && tables !== 0) {
    throw new Error("it belongs to another program");
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name]);
}

/** What a file that cannot be used ends in. */
export function unusable(
  file: string,
  cause: unknown,
  mend = "Name another file with --data, or restore this one from a backup.",
): ConcordatError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const message = `${file} cannot be used: ${reason}`;
  return new ConcordatError("broker.data-unusable", message, { mend, cause });
}

function rfc3339(date: Date): string {
  return date.toISOString();
}
