/**
 * The public names of `concordat/pact`.
 */
export {
  type InteractionOptions,
  type InteractionTemplate,
  interaction,
} from "./pact/interaction.ts";
