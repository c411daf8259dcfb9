/**
 * What each consumer reads of each answer: the fields that its pact asks the provider for.
 *
 * Stated by hand. `what-is-read.pact.test.ts` proves each line with the consumer's own code: without
 * one of these fields it answers or does something else, and without any other it does the same.
 */
export interface Reads {
  consumer: string;
  provider: string;
  /** The provider's, such as `POST /auth/login`. */
  operation: string;
  status: number;
  /** JSON Pointers, in which `*` is every item of a list; none where the status says it all. */
  reads: readonly string[];
  /** What goes on to the consumer's caller where it is there, and is not asked for. */
  passesOn: readonly string[];
}

const NOTHING: readonly string[] = [];

/** What a refused step of the saga tells the caller, in the gateway's words. */
const REASON = ["/error/code", "/error/message"];
/** Free-form, and for people. */
const DETAILS = ["/error/details"];

/** The contracts' `ErrorResponse`, as the gateway passes it on. */
const REFUSAL = [...REASON, "/traceId", "/timestamp", "/service"];

const USER = [
  "/id",
  "/username",
  "/email",
  "/profile/firstName",
  "/profile/lastName",
  "/profile/displayName",
  "/profile/avatarUrl",
  "/profile/dateOfBirth",
  ...addressAt("/profile/address"),
  "/profile/phoneNumber",
  "/status",
  "/roles",
  "/createdAt",
  "/updatedAt",
  "/lastLoginAt",
];

const ORDER = [
  "/id",
  "/userId",
  "/items/*/productId",
  "/items/*/productName",
  "/items/*/quantity",
  ...moneyAt("/items/*/unitPrice"),
  ...moneyAt("/items/*/totalPrice"),
  "/items/*/metadata",
  ...addressAt("/shippingAddress"),
  ...addressAt("/billingAddress"),
  ...moneyAt("/subtotal"),
  ...moneyAt("/tax"),
  ...moneyAt("/shipping"),
  ...moneyAt("/total"),
  "/status",
  "/paymentId",
  "/trackingNumber",
  "/notes",
  "/createdAt",
  "/updatedAt",
];

const PRODUCT = [
  "/id",
  "/name",
  "/description",
  "/category",
  "/imageUrl",
  ...moneyAt("/price"),
  "/status",
  "/createdAt",
  "/updatedAt",
];

export const READS: readonly Reads[] = [
  // What the gateway passes on, as far as its own contract declares it.
  ...of("api-gateway", "user-service", {
    "POST /auth/login": {
      200: ["/accessToken", "/refreshToken", "/expiresIn"],
      401: [REFUSAL, DETAILS],
      429: [REFUSAL, DETAILS],
    },
    // Of the dashboard, as are the lists below.
    "GET /users/{userId}": { 200: USER, 401: NOTHING, 404: NOTHING },
  }),
  ...of("api-gateway", "order-service", {
    "GET /orders": { 200: ORDER.map((pointer) => `/content/*${pointer}`), 401: NOTHING },
    // The next steps take id and total; all of it is answered where it cannot be read once more.
    "POST /orders": {
      201: ORDER,
      400: [REASON, DETAILS],
      401: NOTHING,
      422: [REASON, DETAILS],
      503: NOTHING,
    },
    "GET /orders/{orderId}": { 200: ORDER, 401: NOTHING, 404: NOTHING },
    "POST /orders/{orderId}/cancel": { 200: NOTHING, 404: NOTHING, 409: NOTHING },
  }),
  ...of("api-gateway", "product-service", {
    "GET /products/recommendations": {
      200: PRODUCT.map((pointer) => `/*${pointer}`),
      401: NOTHING,
    },
    "POST /products/validate": {
      200: NOTHING,
      401: NOTHING,
      422: [[...REASON, "/error/details/unknownProductIds"], DETAILS],
    },
  }),
  ...of("api-gateway", "inventory-service", {
    "POST /inventory/reserve": {
      // To release it.
      201: ["/reservationId"],
      401: NOTHING,
      409: [REASON, DETAILS],
      422: [REASON, DETAILS],
    },
    "POST /inventory/release": { 200: NOTHING, 404: NOTHING, 409: NOTHING },
  }),
  ...of("api-gateway", "payment-service", {
    "POST /payments": {
      // To refund it.
      201: ["/id"],
      401: NOTHING,
      402: [REASON, DETAILS],
      422: [REASON, DETAILS],
    },
    "POST /payments/{paymentId}/refund": { 200: NOTHING, 404: NOTHING, 409: NOTHING },
  }),
  ...of("api-gateway", "notification-service", {
    "GET /notifications": { 200: ["/*/id", "/*/message", "/*/type", "/*/read"], 401: NOTHING },
  }),
  ...of("order-service", "product-service", {
    "POST /products/validate": {
      200: ["/id", "/name", ...moneyAt("/price"), "/status"].map(
        (pointer) => `/products/*${pointer}`,
      ),
      401: NOTHING,
      // The code is the order service's own.
      422: [["/error/message", "/error/details/unknownProductIds"], DETAILS],
    },
  }),
];

/** @throws {Error} for an answer that is not in the table */
export function readsOf(
  consumer: string,
  provider: string,
  operation: string,
  status: number,
): readonly string[] {
  const found = READS.find(
    (each) =>
      each.consumer === consumer &&
      each.provider === provider &&
      each.operation === operation &&
      each.status === status,
  );
  if (found !== undefined) return found.reads;
  throw new Error(`nobody says what ${consumer} reads of ${provider} ${operation} ${status}`);
}

/** By status: what is read; or that, and what is passed on besides. */
type ByStatus = Record<number, readonly string[] | readonly [readonly string[], readonly string[]]>;

function of(consumer: string, provider: string, operations: Record<string, ByStatus>): Reads[] {
  return Object.entries(operations).flatMap(([operation, statuses]) =>
    Object.entries(statuses).map(([status, stated]): Reads => {
      const [reads, passesOn] = isPair(stated) ? stated : [stated, NOTHING];
      return { consumer, provider, operation, status: Number(status), reads, passesOn };
    }),
  );
}

function isPair(
  stated: ByStatus[number],
): stated is readonly [readonly string[], readonly string[]] {
  return Array.isArray(stated[0]);
}

function moneyAt(pointer: string): string[] {
  return [`${pointer}/amount`, `${pointer}/currency`];
}

function addressAt(pointer: string): string[] {
  return ["street", "city", "state", "postalCode", "country"].map((name) => `${pointer}/${name}`);
}
