/**
 * The `error` lines of the server.
 * @module
 */
import { type ErrorCode, ERRORS } from "../../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../../protocol/limits.ts";

/** The `error` for `code` when no particular request is answered. */
export function errorLine(code: ErrorCode, text: string = ERRORS[code].text): object {
  const protocol = code === "bad_version" ? PROTOCOL_VERSION : undefined;
  return { type: "error", code, text, protocol };
}

/** The `error` that answers `request`, whatever that is. */
export function errorReply(
  code: ErrorCode,
  request: unknown,
  text: string = ERRORS[code].text,
): object {
  const { type, id, file } = request as Record<string, unknown>;
  return { type: "error", code, text, re: short(type), id: short(id), file: short(file) };
}

function short(value: unknown): string | undefined {
  return typeof value === "string" && value.length <= 64 ? value : undefined;
}
