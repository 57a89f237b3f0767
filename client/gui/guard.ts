/**
 * Which requests the window's server listens to at all: pages of other sites can make a browser
 * send requests here.
 * @module
 */

/** What a decision about a request is made of. */
export interface RequestFacts {
  readonly method: string;
  /** The header `Host`. */
  readonly host: string | null;
  /** The host of the request's URL, which an absolute request line names. */
  readonly urlHost: string;
  readonly origin: string | null;
  /** The header `Sec-Fetch-Site`. */
  readonly fetchSite: string | null;
  readonly isUpgrade: boolean;
}

/** The facts of `request`. */
export function factsOf(request: Request): RequestFacts {
  const { method, headers, url } = request;
  return {
    method,
    host: headers.get("host"),
    // A header that is no host makes an address that is none.
    urlHost: URL.parse(url)?.host ?? "",
    origin: headers.get("origin"),
    fetchSite: headers.get("sec-fetch-site"),
    isUpgrade: headers.get("upgrade") !== null,
  };
}

/**
 * May the request be answered by the server at `ownHost` (`127.0.0.1:PORT`)? Anything that could
 * change something must come from the window's own pages; only the address itself may be opened
 * from elsewhere, and not by another site.
 */
export function isAllowed(facts: RequestFacts, ownHost: string): boolean {
  const { method, host, urlHost, origin, fetchSite, isUpgrade } = facts;
  if (host !== ownHost || urlHost !== ownHost) return false;
  if (method !== "GET" && method !== "POST") return false;
  if (fetchSite !== null && fetchSite !== "same-origin" && fetchSite !== "none") return false;
  const isOwnOrigin = origin === `http://${ownHost}`;
  return isUpgrade || method !== "GET" ? isOwnOrigin : origin === null || isOwnOrigin;
}
