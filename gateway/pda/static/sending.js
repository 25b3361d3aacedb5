// The way of a scan to the house: one at a time, in order, the same id until it is answered.
//
// Without a connection only the next right unit scans are taken (see ahead.js): they are on this
// handheld's disk before they sound. Where the house refuses one of them later, those behind it
// were made on a wrong belief: they are not sent, and their number is told.
"use strict";

import * as ahead from "./ahead.js";
import { newId } from "./ids.js";

const RETRY_MS = 2000;
const PATIENCE_MS = 4000;   // without a word the connection counts as lost; the scan goes again
const MOST_PATIENCE_MS = 64000;
const MOST_WAITING = 20;    // behind an answer that is on its way
const REFUSED = ["wrong", "stop"];

// Raises where nothing answers in time.
export async function ask(path, options = {}, limit = PATIENCE_MS) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), limit);
  try {
    return await fetch(path, { ...options, signal: patience.signal });
  } finally {
    clearTimeout(timer);
  }
}

export function post(path, value, limit) {
  const headers = { "content-type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(value) }, limit);
}

function isOurs(answer) {
  return (answer.headers.get("content-type") || "").startsWith("application/json");
}

export class Sending {
  // screen: show(html), sound(signal), tell(words, {n}), page(); words are names in body.dataset.
  constructor(screen) {
    this.screen = screen;
    this.store = null;
    this.waiting = [];
    this.nth = 0;
    this.ready = false;
    this.busy = false;
    this.offline = false;
    this.timer = 0;
    this.patience = PATIENCE_MS;   // longer each time: a slow house is not asked ever more often
  }

  get isEmpty() {
    return this.waiting.length === 0;
  }

  // What an earlier page or an earlier browser left is sent first.
  async start(store) {
    this.store = store;
    if (store !== null) {
      const left = await store.all();
      this.nth = left.reduce((most, scan) => Math.max(most, scan.nth), 0);
      left.forEach((scan) => { scan.stuck = !scan.kept; });
      this.waiting.forEach((scan) => { scan.nth = this.nth += 1; });
      await this.#onDisk(this.waiting);
      this.waiting = left.concat(this.waiting);
    }
    this.ready = true;
    this.#count();
    this.send();
  }

  async scanned(code, device) {
    const scan = {
      nth: this.nth += 1,
      event_id: newId(),
      code,
      device,
      task: this.screen.page().dataset.task || "",
      kept: false,
    };
    if (this.offline) {
      await this.#takeAlone(scan);
    } else if (this.waiting.length >= MOST_WAITING) {
      this.#refuse("untaken");
    } else {
      this.waiting.push(scan);
      await this.#onDisk([scan]);
      this.send();
    }
  }

  // A scan without the house: only the next right one, and only once it is on the disk.
  async #takeAlone(scan) {
    const step = ahead.nextStep(scan.code);
    if (step === null || this.store === null) {
      this.#refuse("needs");
      return;
    }
    ahead.stepTaken();
    scan.kept = true;
    this.waiting.push(scan);
    if (await this.#onDisk([scan])) {
      this.screen.show(step.page, true);
      this.screen.sound(step.signal);
    } else {
      this.waiting = this.waiting.filter((each) => each !== scan);
      ahead.forget();
      this.#refuse("full");
    }
    this.#count();
    this.send();
  }

  #refuse(words) {
    this.screen.sound("wrong");
    this.screen.tell(words);
  }

  async #onDisk(scans) {
    if (this.store === null) return false;
    try {
      await this.store.keep(scans);
      return true;
    } catch {
      return false;
    }
  }

  async #forget(scans) {
    this.waiting = this.waiting.filter((each) => !scans.includes(each));
    if (this.store !== null) await this.store.remove(scans).catch(() => {});
  }

  async send() {
    if (this.busy || !this.ready) return;
    clearTimeout(this.timer);
    this.busy = true;
    try {
      while (!this.isEmpty) await this.#sendOne(this.waiting[0]);
    } catch {
      await this.#lost();
      this.timer = setTimeout(() => this.send(), RETRY_MS);
    } finally {
      this.busy = false;
    }
    this.lookAhead();
  }

  async #sendOne(scan) {
    const { event_id, code, device, task, kept, stuck } = scan;
    const late = kept || stuck;   // it counts for the task it was made for, and for no other
    const value = late ? { event_id, code, device, task } : { event_id, code, device };
    const answer = await post("/pda/scan" + location.search, value, this.patience);
    const found = isOurs(answer) ? await answer.json() : null;
    if (answer.status >= 500 && (found === null || kept)) throw new Error("no answer");
    const refused = found === null || REFUSED.includes(found.signal);
    const behind = refused ? this.waiting.slice(1) : [];
    await this.#forget([scan, ...behind]);
    this.back();
    this.#answered(scan, found, refused, behind.length);
  }

  #answered(scan, found, refused, behind) {
    const words = found === null ? "" : found.said || "";
    const lost = refused && (scan.kept || behind > 0) ? behind + (scan.kept ? 1 : 0) : 0;
    if (refused) ahead.forget();
    if (refused || !scan.kept) this.screen.sound(found === null ? "wrong" : found.signal);
    if (found !== null && found.page && (refused || !scan.kept || this.isEmpty)) {
      this.screen.show(found.page);
    }
    if (lost > 0) this.screen.tell("dropped", lost, words);
    else if (found === null) this.screen.tell("refused");
    else this.screen.say(words);
    if (!refused) this.#count();
  }

  // No connection: what was made without its answer goes on alone where it is the next right scan.
  async #lost() {
    this.patience = Math.min(this.patience * 2, MOST_PATIENCE_MS);
    this.offline = true;
    const alone = this.waiting.filter((scan) => !scan.kept && !scan.stuck);
    if (alone.length > 0) await this.#goOnAlone(alone);
    this.#count();
  }

  // Args: scans without an answer, the first of which the house may have.
  async #goOnAlone(scans) {
    let last = null;
    const dropped = [];
    for (const scan of scans) {
      const step = dropped.length > 0 || this.store === null ? null : ahead.nextStep(scan.code);
      if (step !== null && !this.waiting[0].stuck) {
        ahead.stepTaken();
        scan.kept = true;
        last = step;
      } else if (scan === this.waiting[0]) {
        scan.stuck = true;
        ahead.forget();
      } else {
        dropped.push(scan);
      }
    }
    await this.#forget(dropped);
    await this.#onDisk(this.waiting);
    if (last !== null) this.screen.show(last.page, true);
    this.screen.sound(dropped.length > 0 ? "wrong" : last !== null ? last.signal : "attention");
  }

  // Nothing answered a question of the page itself.
  missed() {
    if (!this.offline) this.screen.sound("attention");
    this.offline = true;
    this.#count();
  }

  // The house answers.
  back() {
    this.offline = false;
    this.patience = PATIENCE_MS;
    if (this.isEmpty) this.screen.say("");
  }

  #count() {
    const kept = this.waiting.filter((scan) => scan.kept).length;
    if (kept > 0) this.screen.tell(this.offline ? "kept" : "sending", kept);
    else if (this.offline) this.screen.tell(this.isEmpty ? "away" : "lost");
  }

  async lookAhead() {
    if (this.busy || this.offline || !this.isEmpty || this.store === null) return;
    try {
      await ahead.lookAhead(ask, this.screen.page);
    } catch {
      // the next question of the page tells whether the connection is lost
    }
  }
}
