/**
 * A host that is none.
 * @module
 */

/**
 * No system looks this name up, since a label of 64 characters is none (RFC 1035, 2.3.4): so what
 * becomes of it is the same without a resolver, and with one that knows every name.
 */
export const NO_HOST = `${"x".repeat(64)}.invalid`;
