/**
 * Notifications and their event: contracts/shared/notification.yaml.
 */
import type { DomainEvent } from "./common.ts";

export const NOTIFICATION_TYPES = ["ACCOUNT", "ORDER", "PAYMENT", "PROMOTION"] as const;
export type NotificationType = (typeof NOTIFICATION_TYPES)[number];

export const NOTIFICATION_CHANNELS = ["EMAIL", "SMS", "IN_APP"] as const;
export type NotificationChannel = (typeof NOTIFICATION_CHANNELS)[number];

export interface Notification {
  id: string;
  userId: string;
  message: string;
  type: NotificationType;
  channel: NotificationChannel;
  read: boolean;
  createdAt: string;
}

export interface NotificationSentEvent extends DomainEvent {
  notification: Notification;
}
