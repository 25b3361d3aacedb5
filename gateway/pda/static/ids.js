// UUIDv7: ordered by time, made once for each scan and each photo.
"use strict";

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const ms = Math.floor(performance.timeOrigin + performance.now());
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(ms / 2 ** (8 * (5 - at))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
