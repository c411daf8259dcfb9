/**
 * What the notification service needs of the user service's events: whom to greet, and where users
 * are reached.
 */
import { variants } from "concordat/pact";
import { expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { CORRELATION_ID, EVENT_ID } from "./payloads.ts";
import { eventReadsOf } from "./reads.ts";
import { startNotificationService } from "./subscribers.ts";
import { subscription } from "./subscription.ts";

const CONSUMER = "notification-service";
const PROVIDER = "user-service";
const expectEvent = subscription(CONSUMER, PROVIDER);

const { fields } = eventReadsOf(CONSUMER, PROVIDER, "user.created");

/** What the provider has to do for each of them, and where the user is reached then. */
const NEW_USERS: Record<string, { given: string; phoneNumber: string | null }> = {
  "everything present": {
    given: "a user registers with a phone number",
    phoneNumber: expect.any(String),
  },
  "every optional field absent": {
    given: "a user registers without a phone number",
    phoneNumber: null,
  },
  "every nullable field null": {
    given: "a user registers with null for a phone number",
    phoneNumber: null,
  },
};

test.each(variants(catalogue, "user.created", { fields }))(
  "a new user is greeted: $name",
  async ({ name, fields: payload }) => {
    const { given, phoneNumber } = NEW_USERS[name]!;
    const { user } = payload as { user: { id: string; email: string; profile: Profile } };
    await expectEvent({
      channel: "user.created",
      given,
      receiving: `a user has been created, ${name}`,
      fields: payload,
      subscriber: () => startNotificationService({}, { user: user.id }),
      leadsTo({ contact, deliveries }, published) {
        expect(contact).toEqual({ email: user.email, phoneNumber });
        const notification = {
          userId: user.id,
          message: `Welcome, ${user.profile.firstName}`,
          type: "ACCOUNT",
          channel: "EMAIL",
        };
        expect(deliveries).toMatchObject([{ notification, address: user.email }]);
        expect(published).toMatchObject([
          { correlationId: CORRELATION_ID, causationId: EVENT_ID, data: { notification } },
        ]);
      },
    });
  },
);

interface Profile {
  firstName: string;
}

const BEFORE = { email: "ada@example.com", phoneNumber: "+1 217 555 0142" };

test.each([
  // what user u-1 does             what the event says                     where it is reached
  [
    "changes its email address",
    { email: "ada@example.org" },
    { ...BEFORE, email: "ada@example.org" },
  ],
  [
    "changes its phone number",
    { profile: { phoneNumber: "+1 217 555 0199" } },
    { ...BEFORE, phoneNumber: "+1 217 555 0199" },
  ],
  [
    "takes its phone number back",
    { profile: { phoneNumber: null } },
    { ...BEFORE, phoneNumber: null },
  ],
  ["changes its name and tells no phone number", { profile: {} }, BEFORE],
])("a user that %s is reached where it says", async (what, changes, contact) => {
  await expectEvent({
    channel: "user.updated",
    given: `user u-1 ${what}`,
    receiving: `a user that ${what} has been updated`,
    fields: { userId: "u-1", changes },
    subscriber: () => startNotificationService({ contacts: [["u-1", BEFORE]] }),
    leadsTo(kept, published) {
      expect(kept.contact).toEqual(contact);
      // Nobody is told of it.
      expect(published).toEqual([]);
    },
  });
});
