/**
 * What browsers are told about the answers of the window's server.
 * @module
 */

/** On every answer. */
const ALWAYS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** For the page itself: its own scripts, styles and pictures, and nothing from anywhere else. */
export function pageHeaders(contentType: string, ownHost: string): Headers {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "media-src 'self'",
    `connect-src 'self' ws://${ownHost}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  return new Headers({
    ...ALWAYS,
    "content-type": contentType,
    "content-security-policy": policy,
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  });
}

/**
 * For what others have sent, and for everything that is no page: it can do nothing, whatever it is.
 */
export function harmlessHeaders(contentType = "text/plain; charset=utf-8"): Headers {
  return new Headers({
    ...ALWAYS,
    "content-type": contentType,
    "content-security-policy": "sandbox; default-src 'none'",
  });
}
