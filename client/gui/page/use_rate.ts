/**
 * The rate of a transfer while its card is shown.
 * @module
 */
import { useRef } from "preact/hooks";
import type { FileView } from "../channel.ts";
import { nextRate, type Rate } from "./rate.ts";

export function useRate(transfer: FileView["transfer"]): Rate | undefined {
  const rate = useRef<Rate | undefined>(undefined);
  if (transfer?.state === "started" || transfer?.state === "progress") {
    rate.current = nextRate(rate.current, transfer.bytes, performance.now());
  } else rate.current = undefined;
  return rate.current;
}
