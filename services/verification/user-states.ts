/**
 * The user service in the states that its pacts name.
 */
import type { Address } from "../schemas/common.ts";
import type { User, UserProfile } from "../schemas/user.ts";
import { userSeed } from "../user-service/seed.ts";
import { asSeeded, EXPIRED, type SetUp, type States } from "./provider-state.ts";

/** After as many a name is blocked. */
const FAILED_LOGINS = 5;

const ada = userSeed[0]!.user;
const { firstName, lastName } = ada.profile;
const address = ada.profile.address!;
const { state: _, ...withoutState } = address;

export const userStates: States = {
  [EXPIRED]: asSeeded,
  "user ada has the password correct horse": asSeeded,
  "five logins of user mallory have failed": async ({ services }) => {
    for (let attempt = 1; attempt <= FAILED_LOGINS; attempt += 1) {
      await services.get("user-service")!.fetch(loginOf("mallory"));
    }
  },
  "user u-1 is unknown": ({ repositories }) => repositories.user.reset(userSeed.slice(1)),
  "user u-1 has told everything about itself": asSeeded,
  "user u-1 has told its name only": profile({ firstName, lastName }, {}),
  "user u-1 has an address without a state": livingAt(withoutState),
  "user u-1 has an address whose state is null": livingAt({ ...address, state: null }),
  "user u-1 has taken back what it told about itself": profile(
    {
      firstName,
      lastName,
      displayName: null,
      avatarUrl: null,
      dateOfBirth: null,
      address: null,
      phoneNumber: null,
    },
    { lastLoginAt: null },
  ),
};

function livingAt(address: Address): SetUp {
  return profile({ ...ada.profile, address }, { lastLoginAt: ada.lastLoginAt ?? null });
}

/** @param login when the user was here last, if ever */
function profile(profile: UserProfile, login: Pick<User, "lastLoginAt">): SetUp {
  const { lastLoginAt: _, ...others } = ada;
  const user: User = { ...others, profile, ...login };
  return ({ repositories }) =>
    repositories.user.reset([{ ...userSeed[0]!, user }, ...userSeed.slice(1)]);
}

function loginOf(username: string): Request {
  return new Request("http://user-service/auth/login", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ username, password: "wrong" }),
  });
}
