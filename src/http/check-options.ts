/**
 * How closely an exchange is held to its contract.
 */
export interface CheckOptions {
  /**
   * Whether what the contract does not declare is an error: query parameters, cookies, and headers
   * that are not among HTTP's own; in answers also properties of a body. A body where none is
   * declared is a warning. Default false: they are ignored, as servers and clients ignore them.
   */
  strict?: boolean;
}
