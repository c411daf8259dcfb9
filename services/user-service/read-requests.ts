/**
 * Reads the bodies of requests about users.
 */
import { readAddress } from "../platform/address.ts";
import {
  flag,
  list,
  member,
  nullable,
  optional,
  optionals,
  type Place,
  text,
} from "../platform/body.ts";
import { Refusal } from "../platform/refusal.ts";
import type { UserProfile } from "../schemas/user.ts";
import type { Credentials } from "./sessions.ts";

const MIN_PASSWORD = 8;

export interface CreateUserRequest {
  username: string;
  email: string;
  password: string;
  profile: UserProfile;
}

/** What is stated changes, and the rest stays. */
export interface UpdateUserRequest {
  email?: string;
  profile?: UserProfile;
}

export function readCredentials(body: Place): Credentials {
  return {
    username: member(body, "username", text),
    password: member(body, "password", text),
    rememberMe: optional(body, "rememberMe", flag) ?? false,
  };
}

/** @throws {Refusal} 400 also for a weak password, and for roles that nobody can give to itself */
export function readNewUser(body: Place): CreateUserRequest {
  const request = {
    username: member(body, "username", text),
    email: member(body, "email", readEmail),
    password: member(body, "password", text),
    profile: member(body, "profile", readProfile),
  };
  if (request.username === "") throw new Refusal(400, "USERNAME_INVALID", "The username is empty");
  if (request.password.length < MIN_PASSWORD) {
    const message = `The password has to have at least ${MIN_PASSWORD} characters`;
    throw new Refusal(400, "PASSWORD_WEAK", message);
  }
  const roles = optional(body, "roles", list(text)) ?? [];
  const refused = roles.filter((role) => role !== "user");
  if (refused.length > 0) {
    const message = "A new user has the role user and no other";
    throw new Refusal(400, "ROLES_REFUSED", message, { refused });
  }
  return request;
}

export function readUserChanges(body: Place): UpdateUserRequest {
  const changes = {
    ...optionals(body, ["email"], readEmail),
    ...optionals(body, ["profile"], readProfile),
  };
  if (Object.keys(body.value as object).length === 0) {
    throw new Refusal(400, "BODY_INVALID", "The body states no change", { pointer: "" });
  }
  return changes;
}

function readEmail(place: Place): string {
  const email = text(place);
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return email;
  throw new Refusal(400, "EMAIL_INVALID", `${place.pointer} is no email address`);
}

function readProfile(profile: Place): UserProfile {
  return {
    firstName: member(profile, "firstName", text),
    lastName: member(profile, "lastName", text),
    ...optionals(
      profile,
      ["displayName", "avatarUrl", "dateOfBirth", "phoneNumber"],
      nullable(text),
    ),
    ...optionals(profile, ["address"], nullable(readAddress)),
  };
}
