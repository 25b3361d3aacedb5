// What may be scanned next without asking the house: the right unit scans up to the next gate.
//
// The house's own machine has judged them ahead, with the page that each leads to. Anything else
// waits for the house.
"use strict";

const ENOUGH = 6;

let steps = [];
let more = true;   // whether a longer way may be had where this one ends

// The matching key of a text, as far as a browser has to know it: GTINs as 14 digits.
export function keyOf(code) {
  const text = code.replace(/^\][A-Za-z][0-9A-Za-z](?=.)/, "");
  const key = text.normalize("NFKC").toUpperCase().replace(/[\x00-\x1f\x7f]/g, "").trim();
  return /^(\d{8}|\d{12,14})$/.test(key) ? key.padStart(14, "0") : key;
}

export function nextStep(code) {
  const step = steps[0];
  return step !== undefined && step.keys.includes(keyOf(code)) ? step : null;
}

export function stepTaken() {
  steps.shift();
}

export function forget() {
  steps = [];
  more = true;
}

// The page stands here now: on the way, one step on, or somewhere else.
export function standsAt(stamp, before) {
  if (stamp === before) return;
  if (steps.length > 0 && steps[0].stamp === stamp) stepTaken();
  else forget();
}

// Asks for the way on from the page that is shown; its number of steps is told on the page.
export async function lookAhead(ask, page) {
  if (page().dataset.task && steps.length < ENOUGH && more) await askOn(ask, page);
  page().dataset.ahead = steps.length;
}

async function askOn(ask, page) {
  const stamp = page().dataset.stamp;
  const answer = await ask("/pda/ahead" + location.search);
  if (answer.status !== 200) return;
  const found = await answer.json();
  if (found.stamp !== stamp || page().dataset.stamp !== stamp) return;
  steps = found.steps;
  more = found.more;
}
