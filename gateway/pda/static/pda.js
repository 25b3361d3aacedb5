// The handheld's page: what is scanned or tapped goes to the house, what it answers is shown.
"use strict";

import { standsAt } from "./ahead.js";
import { newId } from "./ids.js";
import { holdFocus, listenToKeys } from "./keys.js";
import { Photos } from "./photos.js";
import { Sending, ask, post } from "./sending.js";
import { sound, wakeSound } from "./sound.js";
import { openStore } from "./store.js";

const LOOK_MS = 2000;

const body = document.body;
const lost = document.getElementById("lost");
const note = document.getElementById("note");

const page = () => document.getElementById("page");

// Args: expected, whether this is the page that was foreseen.
function show(html, expected = false) {
  const before = page().dataset.stamp;
  const place = page().querySelector("main").scrollTop;
  const isList = page().querySelector(".row") !== null;
  const made = new DOMParser().parseFromString(html, "text/html").getElementById("page");
  page().replaceWith(document.adoptNode(made));
  if (isList) page().querySelector("main").scrollTop = place;
  if (!expected) standsAt(page().dataset.stamp, before);
  fit();
  holdFocus();
}

// The shelf's code stands on one line, as large as the device's letters allow.
function fit() {
  const shelf = document.getElementById("shelf");
  if (shelf === null) return;
  const asked = parseFloat(getComputedStyle(shelf).fontSize);
  if (shelf.scrollWidth > shelf.clientWidth) {
    shelf.style.fontSize = Math.floor(asked * shelf.clientWidth / shelf.scrollWidth) + "px";
  }
}

function write(bar, words, mood) {
  bar.querySelector("p").textContent = words;
  bar.hidden = words === "";
  bar.className = ("bar " + mood).trim();
}

// Of scans and the connection. Args: mood, "refused" where a scan was not taken or not counted:
// then no verdict stands beside it.
function say(words, mood = "") {
  write(lost, words, mood);
}

// Of everything else, until the next scan. Args: mood, "done", "failed" or "waits".
function tellBeside(words, mood = "") {
  write(note, words, mood);
}

function scanned(text, device) {
  tellBeside("");
  sending.scanned(text, device);
}

const NOT_TAKEN = ["needs", "full", "untaken", "refused"];

function tell(name, n = 0, before = "") {
  const words = [before, body.dataset[name].replace("{n}", n)].join(" ").trim();
  say(words, NOT_TAKEN.includes(name) ? "refused" : "");
}

const sending = new Sending({ show, sound, say, tell, page });
const photos = new Photos({ sound, say: tellBeside, page }, ask);

async function look() {
  if (sending.busy || !sending.isEmpty || document.hidden || "still" in page().dataset) return;
  const before = page();
  try {
    const address = new URLSearchParams(location.search);
    address.set("since", before.dataset.stamp);
    const answer = await ask("/pda/page?" + address);
    if (answer.status >= 500) throw new Error("answered " + answer.status);
    if (sending.offline) sending.back();
    if (answer.status !== 200 || sending.busy || page() !== before) return;
    const stopped = before.classList.contains("stopped");
    const paper = document.getElementById("paper") !== null;
    show(await answer.text());
    if (!paper && document.getElementById("paper") !== null) sound("attention");
    if (!stopped && page().classList.contains("stopped")) sound("stop");
  } catch {
    if (page() === before) sending.missed();
  }
  sending.lookAhead();
}

// A choice that is posted once; the page is loaded anew where it was taken.
async function choose(path, value) {
  if (!sending.isEmpty) return;
  try {
    await post(path, value);
    location.replace("still" in page().dataset ? "/pda/look" : "/pda");
  } catch {
    sending.missed();
  }
}

// The label of the shelf in front, once for each tap.
async function printLabel() {
  try {
    const answer = await post("/pda/label", { event_id: newId() });
    const { signal, said } = await answer.json();
    sound(signal);
    tellBeside(said, signal === "good" ? "done" : "failed");
  } catch {
    sending.missed();
  }
}

document.addEventListener("click", (event) => {
  wakeSound();
  const button = event.target.closest("button");
  holdFocus();
  if (button === null) return;
  const { code, station, leave, look: looks, tool, photo, close } = button.dataset;
  if (code) scanned(code, "button");
  else if (station) choose("/pda/station", { station });
  else if (leave) choose("/pda/leave", {});
  else if (looks) choose("/pda/look", { [looks]: button.value });
  else if (tool === "photo") photos.begin();
  else if (tool === "label") printLabel();
  else if (photo) photos.take(photo);
  else if (close) photos.leave();
});

listenToKeys(scanned, wakeSound);
document.addEventListener("visibilitychange", () => { holdFocus(); look(); });
setInterval(look, LOOK_MS);
holdFocus();
fit();
openStore().then((store) => {
  sending.start(store);
  photos.start(store);
});
