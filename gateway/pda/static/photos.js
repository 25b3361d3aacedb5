// Photos as evidence: taken with the handheld's camera, made smaller, sent until they are kept.
"use strict";

import { newId } from "./ids.js";

const LONGEST = 1600;       // pixels of the longer side, as the house keeps it
const QUALITY = 0.85;
const RETRY_MS = 5000;
const PATIENCE_MS = 60000;
const LATER = [401, 429, 502, 503, 504];   // it waits on this handheld

const dialog = document.getElementById("photo");
const camera = document.getElementById("camera");

// A browser that cannot read the file sends it as it is: the house says what is wrong with it.
async function smaller(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((done) => canvas.toBlob((blob) => done(blob || file), "image/jpeg", QUALITY));
  } catch {
    return file;
  }
}

export class Photos {
  // screen: sound(signal), say(words, mood), page(); ask(path, options, limit).
  constructor(screen, ask) {
    this.screen = screen;
    this.ask = ask;
    this.store = null;
    this.waiting = [];
    this.wanted = null;
    this.busy = false;
    this.timer = 0;
    camera.addEventListener("change", () => this.#taken(camera.files[0]));
  }

  async start(store) {
    this.store = store;
    if (store !== null) this.waiting = (await store.photos()).concat(this.waiting);
    this.send();
  }

  // What shall it show?
  begin() {
    this.wanted = { task: this.screen.page().dataset.task, kind: "" };
    dialog.show();
  }

  take(kind) {
    dialog.close();
    if (this.wanted === null) return;
    this.wanted.kind = kind;
    camera.value = "";
    camera.click();
  }

  leave() {
    dialog.close();
    this.wanted = null;
  }

  async #taken(file) {
    if (file === undefined || this.wanted === null) return;
    const { task, kind } = this.wanted;
    this.wanted = null;
    const photo = { key: newId(), kind, task, file: await smaller(file) };
    this.waiting.push(photo);
    if (this.store !== null) await this.store.keepPhoto(photo).catch(() => {});
    this.screen.say(document.body.dataset.photo, "waits");
    this.send();
  }

  async send() {
    if (this.busy) return;
    clearTimeout(this.timer);
    this.busy = true;
    try {
      while (this.waiting.length > 0 && await this.#sent(this.waiting[0]));
    } catch {
      // no connection: the bar of the scans says so
    } finally {
      this.busy = false;
    }
    if (this.waiting.length > 0) this.timer = setTimeout(() => this.send(), RETRY_MS);
  }

  // Gives false where it has to wait.
  async #sent(photo) {
    const { key, kind, task, file } = photo;
    const answer = await this.ask("/pda/photo?" + new URLSearchParams({ key, kind, task }), {
      method: "POST",
      headers: { "content-type": file.type || "image/jpeg" },
      body: file,
    }, PATIENCE_MS);
    const isOurs = (answer.headers.get("content-type") || "").startsWith("application/json");
    const found = isOurs ? await answer.json() : null;
    if (LATER.includes(answer.status) || (found === null && answer.status >= 500)) {
      if (found !== null) this.screen.say(found.said, "waits");
      return false;
    }
    this.waiting.shift();
    if (this.store !== null) await this.store.removePhoto(photo).catch(() => {});
    this.screen.sound(found === null ? "wrong" : found.signal);
    const good = found !== null && found.signal === "good";
    const words = found === null ? document.body.dataset.unfit : found.said;
    this.screen.say(words, good ? "done" : "failed");
    return true;
  }
}
