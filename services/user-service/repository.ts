/**
 * Where users, their logins and the history of contacts with them are kept.
 */
import type { Notification } from "../schemas/notification.ts";
import type { User } from "../schemas/user.ts";
import { userSeed } from "./seed.ts";

export interface UserRecord {
  user: User;
  passwordHash: string;
}

/** A login that an access token can be refreshed from. */
export interface Session {
  userId: string;
  expiresAt: Date;
}

/** What nobody else may have. */
export type Taken = "username" | "email";

export interface UserRepository {
  find(userId: string): Promise<UserRecord | undefined>;
  findByUsername(username: string): Promise<UserRecord | undefined>;
  /** Oldest first. */
  list(): Promise<User[]>;
  /** @returns what of the user somebody else has already; then nothing is added */
  add(record: UserRecord): Promise<Taken | undefined>;
  /**
   * Changes a user in one step.
   *
   * @returns the user, or what of it somebody else has already; then nothing is changed
   */
  update(userId: string, change: (user: User) => User): Promise<User | Taken | undefined>;
  putSession(refreshToken: string, session: Session): Promise<void>;
  session(refreshToken: string): Promise<Session | undefined>;
  noteContact(notification: Notification): Promise<void>;
  /** The notifications that went to a user, oldest first. */
  contacts(userId: string): Promise<Notification[]>;
  /** Forgets everything but `records`; default the seed. */
  reset(records?: readonly UserRecord[]): Promise<void>;
}

export function createUserRepository(): UserRepository {
  const records = new Map<string, UserRecord>();
  const sessions = new Map<string, Session>();
  // By the notification's id: one that is told of twice is noted once.
  const contacts = new Map<string, Notification>();
  const fill = (given: readonly UserRecord[]): void => {
    for (const map of [records, sessions, contacts]) map.clear();
    for (const record of given) records.set(record.user.id, structuredClone(record));
  };
  fill(userSeed);

  function takenBy({ id, username, email }: User): Taken | undefined {
    for (const { user } of records.values()) {
      if (user.id === id) continue;
      if (user.username === username) return "username";
      if (user.email.toLowerCase() === email.toLowerCase()) return "email";
    }
    return undefined;
  }

  return {
    find: async (id) => structuredClone(records.get(id)),
    findByUsername: async (username) =>
      structuredClone([...records.values()].find(({ user }) => user.username === username)),
    list: async () => structuredClone([...records.values()].map(({ user }) => user)),
    async add(record) {
      const taken = takenBy(record.user);
      if (taken === undefined) records.set(record.user.id, structuredClone(record));
      return taken;
    },
    async update(id, change) {
      const record = records.get(id);
      if (record === undefined) return undefined;
      const changed = change(structuredClone(record.user));
      const taken = takenBy(changed);
      if (taken !== undefined) return taken;
      record.user = changed;
      return structuredClone(changed);
    },
    async putSession(refreshToken, session) {
      sessions.set(refreshToken, session);
    },
    session: async (refreshToken) => sessions.get(refreshToken),
    async noteContact(notification) {
      contacts.set(notification.id, structuredClone(notification));
    },
    contacts: async (userId) =>
      structuredClone([...contacts.values()].filter((contact) => contact.userId === userId)),
    reset: async (given = userSeed) => fill(given),
  };
}
