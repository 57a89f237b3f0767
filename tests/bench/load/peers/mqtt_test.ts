import assert from "node:assert/strict";
import { plainText } from "../text.ts";
import { mqttPeer, packetEnd } from "./mqtt.ts";

Deno.test("a message of MQTT says its own length and holds its text where it says", () => {
  for (const textBytes of [100, 119, 120, 8_192, 16_377]) {
    const template = mqttPeer.template(textBytes);
    assert.equal(packetEnd(template.bytes, 0, template.bytes.length), template.bytes.length);
    const text = template.bytes.subarray(template.textAt, template.textAt + textBytes);
    assert.equal(new TextDecoder().decode(text), plainText(textBytes));
  }
});

Deno.test("packetEnd() waits for the whole of a packet, its length included", () => {
  const { bytes } = mqttPeer.template(1_000);
  for (let filled = 0; filled < bytes.length; filled++) {
    assert.equal(packetEnd(bytes, 0, filled), -1);
  }
});
