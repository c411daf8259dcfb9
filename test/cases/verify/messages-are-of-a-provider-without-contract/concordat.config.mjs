export default {
  services: { mailer: { contract: "mailer.openapi.yaml" } },
  events: "events.asyncapi.yaml",
};
