/**
 * The protocols by name.
 * @module
 */
import type { Job } from "../job.ts";
import type { Peer } from "../peer.ts";
import { blockPeer } from "./block.ts";
import { chatPeer } from "./chat.ts";
import { ircPeer } from "./irc.ts";
import { mqttPeer } from "./mqtt.ts";
import { natsPeer, natsTlsPeer } from "./nats.ts";

export const PEERS: Readonly<Record<Extract<Job, { peer: string }>["peer"], Peer>> = {
  chat: chatPeer,
  nats: natsPeer,
  "nats-tls": natsTlsPeer,
  irc: ircPeer,
  mqtt: mqttPeer,
  block: blockPeer,
};
