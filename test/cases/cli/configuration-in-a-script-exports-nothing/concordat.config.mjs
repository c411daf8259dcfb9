export const config = { services: {} };
