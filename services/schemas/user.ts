/**
 * Users and their events: contracts/shared/user.yaml.
 */
import type { Address, DomainEvent } from "./common.ts";

export const USER_STATUSES = ["ACTIVE", "INACTIVE", "SUSPENDED", "DELETED"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export interface UserProfile {
  firstName: string;
  lastName: string;
  displayName?: string | null;
  avatarUrl?: string | null;
  dateOfBirth?: string | null;
  address?: Address | null;
  phoneNumber?: string | null;
}

export interface User {
  id: string;
  username: string;
  email: string;
  profile: UserProfile;
  status: UserStatus;
  roles: string[];
  createdAt: string;
  updatedAt: string;
  lastLoginAt?: string | null;
}

export interface UserCreatedEvent extends DomainEvent {
  user: User;
}

export interface UserUpdatedEvent extends DomainEvent {
  userId: string;
  /** The properties that changed, with their new values. */
  changes: Record<string, unknown>;
}
