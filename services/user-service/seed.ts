/**
 * The users that the service starts with; the password of each is `correct horse`.
 * u-1 is the user of the contracts' examples, u-3 is an administrator, u-4 is locked out.
 */
import type { User } from "../schemas/user.ts";
import type { UserRecord } from "./repository.ts";

export const userSeed: readonly UserRecord[] = [
  {
    user: {
      ...user("u-1", "ada", "Ada", "Lane"),
      profile: {
        firstName: "Ada",
        lastName: "Lane",
        displayName: "Ada L.",
        avatarUrl: "https://images.example.com/u-1.jpg",
        dateOfBirth: "1990-05-17",
        address: {
          street: "12 Hill Road",
          city: "Springfield",
          state: "IL",
          postalCode: "62704",
          country: "US",
        },
        phoneNumber: "+1 217 555 0142",
      },
      lastLoginAt: "2026-03-10T06:55:00Z",
    },
    passwordHash:
      "scrypt$73616c74206f6620752d312e2e2e2e2e$613d13b566015b4f5557ea3de6dfb9483345934ad46cd345681a881129616683",
  },
  {
    user: user("u-2", "ben", "Ben", "Okoro"),
    passwordHash:
      "scrypt$73616c74206f6620752d322e2e2e2e2e$8ccea4d40abec8a6258029e4510c223dbc6b339200933f8383856fa36732a141",
  },
  {
    user: { ...user("u-3", "cleo", "Cleo", "Marsh"), roles: ["user", "admin"] },
    passwordHash:
      "scrypt$73616c74206f6620752d332e2e2e2e2e$acd2af32b6921e39abd80e7ee1afa537c721b7455548fdf2567ff8059b19017e",
  },
  {
    user: { ...user("u-4", "dora", "Dora", "Falk"), status: "SUSPENDED" },
    passwordHash:
      "scrypt$73616c74206f6620752d342e2e2e2e2e$4f85c67fb78e5df1c88899551d564a23b6fdd84ec14473bc4c680f0085f745d7",
  },
];

function user(id: string, username: string, firstName: string, lastName: string): User {
  return {
    id,
    username,
    email: `${username}@example.com`,
    profile: { firstName, lastName },
    status: "ACTIVE",
    roles: ["user"],
    createdAt: "2025-11-20T07:45:00Z",
    updatedAt: "2026-02-28T16:20:00Z",
    lastLoginAt: null,
  };
}
