/**
 * A picture as an address that exists in this page alone.
 * @module
 */
import { useEffect, useState } from "preact/hooks";
import type { FileView } from "../channel.ts";

/** The type is what the bytes are, whatever the name says. `undefined` until it is loaded. */
export function useBlobUrl({ url, mime }: NonNullable<FileView["preview"]>): string | undefined {
  const [blobUrl, setBlobUrl] = useState<string>();
  useEffect(() => {
    const stop = new AbortController();
    let made: string | undefined;
    const load = async () => {
      const answer = await fetch(url, { signal: stop.signal });
      if (!answer.ok) return;
      const blob = new Blob([await answer.arrayBuffer()], { type: mime });
      if (stop.signal.aborted) return;
      made = URL.createObjectURL(blob);
      setBlobUrl(made);
    };
    // A picture that is gone is not shown; its card stays.
    load().catch(() => {});
    return () => {
      stop.abort();
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [url, mime]);
  return blobUrl;
}
