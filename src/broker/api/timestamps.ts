/** When a thing was made, and when it was changed, if it was. */
export function timestampsOf({ createdAt, updatedAt }: { createdAt: string; updatedAt: string }): {
  updatedAt?: string;
  createdAt: string;
} {
  return updatedAt === createdAt ? { createdAt } : { updatedAt, createdAt };
}
