/**
 * A line becomes what a schema says, or is refused.
 * @module
 */
import type { z } from "zod";
import { type ErrorCode, ProtocolError } from "./errors.ts";
import { TransferError } from "./transfer_lines.ts";

/**
 * Parses `line` by `schema`.
 * @throws {ProtocolError} `bad_frame` if it is not a JSON object with a `type`; `bad_request` if it
 * has a type of the schema but wrong fields; `unknown_type` otherwise.
 */
export function parseLine<T>(schema: z.ZodType<T>, line: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ProtocolError("bad_frame");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const code = reasonOf(value, parsed.error);
  throw new ProtocolError(code, code === "bad_request" ? describe(parsed.error) : undefined);
}

/**
 * Parses a line on a transfer connection where `schema` is expected.
 * @throws {ProtocolError} with the code of the `error` line that came instead, or as {@linkcode
 * parseLine}.
 */
export function parseTransferLine<T>(schema: z.ZodType<T>, line: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new ProtocolError("bad_frame");
  }
  const refused = TransferError.safeParse(value);
  if (refused.success) throw new ProtocolError(refused.data.code as ErrorCode, refused.data.text);
  return parseLine(schema, line);
}

function reasonOf(value: unknown, error: z.ZodError): ErrorCode {
  const type = (value as { type?: unknown } | null)?.type;
  if (typeof value !== "object" || typeof type !== "string") return "bad_frame";
  const aboutType = error.issues.some((issue) => issue.path[0] === "type");
  return aboutType ? "unknown_type" : "bad_request";
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  return `Cannot use the field ${issue?.path.join(".")}: ${issue?.message}`;
}
