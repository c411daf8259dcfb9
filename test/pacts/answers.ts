/**
 * What the providers answer in the consumers' tests: whole answers, with every property that a
 * contract declares. Written by hand; `what-is-read.pact.test.ts` holds them to the contracts.
 */
const address = {
  street: "12 Hill Road",
  city: "Springfield",
  state: "IL",
  postalCode: "62704",
  country: "US",
};

const usd = (amount: number) => ({ amount, currency: "USD" });

export const user = {
  id: "u-1",
  username: "ada",
  email: "ada@example.com",
  profile: {
    firstName: "Ada",
    lastName: "Lane",
    displayName: "Ada L.",
    avatarUrl: "https://images.example.com/u-1.jpg",
    dateOfBirth: "1990-05-17",
    address,
    phoneNumber: "+1 217 555 0142",
  },
  status: "ACTIVE",
  roles: ["user"],
  createdAt: "2025-11-20T07:45:00Z",
  updatedAt: "2026-02-28T16:20:00Z",
  lastLoginAt: "2026-03-10T06:55:00Z",
};

export const login = {
  accessToken: "access-token",
  refreshToken: "refresh-token",
  tokenType: "Bearer",
  expiresIn: 3600,
  user,
};

/** As it is when it is made. */
export const pendingOrder = {
  id: "o-1",
  userId: "u-1",
  items: [
    {
      productId: "p-1",
      productName: "Desk lamp",
      quantity: 2,
      unitPrice: usd(29.99),
      totalPrice: usd(59.98),
      metadata: { giftWrap: true },
    },
  ],
  shippingAddress: address,
  billingAddress: address,
  subtotal: usd(59.98),
  tax: usd(4.8),
  shipping: usd(4.99),
  total: usd(69.77),
  status: "PENDING",
  paymentId: null,
  trackingNumber: null,
  notes: "Ring twice",
  createdAt: "2026-03-02T10:15:00Z",
  updatedAt: "2026-03-02T10:15:00Z",
};

/** As the payment leaves it. */
export const confirmedOrder = { ...pendingOrder, status: "CONFIRMED", paymentId: "pay-1" };

export const orders = {
  content: [confirmedOrder],
  page: 1,
  size: 20,
  totalElements: 1,
  totalPages: 1,
  first: true,
  last: true,
};

const lamp = {
  id: "p-1",
  name: "Desk lamp",
  description: "A lamp with a heavy foot",
  category: "Lighting",
  imageUrl: "https://images.example.com/p-1.jpg",
  price: usd(29.99),
  status: "ACTIVE",
  createdAt: "2026-01-10T09:00:00Z",
  updatedAt: "2026-02-20T14:30:00Z",
};

export const recommendations = [lamp];

export const validated = { products: [lamp] };

export const reservation = {
  reservationId: "r-1",
  orderId: "o-1",
  items: [{ productId: "p-1", quantity: 2 }],
  status: "RESERVED",
  createdAt: "2026-03-02T10:15:00Z",
  expiresAt: "2026-03-02T10:30:00Z",
};

export const payment = {
  id: "pay-1",
  orderId: "o-1",
  userId: "u-1",
  amount: usd(69.77),
  status: "COMPLETED",
  method: "CARD",
  refundReason: "None yet",
  createdAt: "2026-03-02T10:15:01Z",
  updatedAt: "2026-03-02T10:15:01Z",
};

export const notifications = [
  {
    id: "n-1",
    userId: "u-1",
    message: "Your order o-1 has been shipped",
    type: "ORDER",
    channel: "IN_APP",
    read: false,
    createdAt: "2026-03-04T08:00:00Z",
  },
];

/** The contracts' `ErrorResponse`. */
export function refusal(code: string, message: string, details: object = { about: code }) {
  return {
    error: { code, message, details },
    traceId: "4bf92f3577b34da6a3ce929d0e0e4736",
    timestamp: "2026-03-02T10:15:00Z",
    service: "a-service",
  };
}

export const productUnknown = refusal("PRODUCT_UNKNOWN", "Product p-404 is unknown", {
  unknownProductIds: ["p-404"],
});

/** Of a token that was good at the consumer a moment ago. */
export const tokenExpired = refusal("TOKEN_EXPIRED", "The token has expired", {
  expiredAt: "2026-03-02T10:14:59Z",
});
