/**
 * The ways into a server: what carries bytes becomes a wire here. Knows nothing of rooms.
 * @module
 */
export { acceptConnections } from "./tcp/accept.ts";
export { type Gateway, listenTcp } from "./tcp/listen.ts";
export { plainWire } from "./tcp/socket_wire.ts";
