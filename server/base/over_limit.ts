/**
 * Refusing what is over a limit: whoever is refused reads which one, and its number.
 * @module
 */
import { type ErrorCode, overLimitText, ProtocolError } from "../../protocol/errors.ts";
import { rateText, sizeText } from "../../protocol/quantities.ts";
import { LIMIT_TABLE, type LimitFacts, type LimitName, type ServerLimits } from "./limit_table.ts";

const SHOWN: Readonly<Record<LimitFacts["unit"], (value: number) => string>> = {
  count: (value) => String(value),
  size: sizeText,
  time: (ms) => `${ms / 1000}s`,
  rate: rateText,
  byteRate: (value) => `${sizeText(value)}/s`,
};

/** The refusal `code` of what is over the limit `name`. */
export function overLimit(
  code: ErrorCode,
  name: LimitName,
  { [name]: value }: Pick<ServerLimits, typeof name>,
): ProtocolError {
  const { unit, about }: LimitFacts = LIMIT_TABLE[name];
  const [what = ""] = about.split(/[,;]/);
  return new ProtocolError(code, overLimitText(code, `${what}: ${SHOWN[unit](value)}`));
}
