// Tells a scanner's keys from a hand's, wherever the focus is, and gives whole texts.
"use strict";

const GAP_MS = 50;          // the largest pause between two keys of a scanner
const SILENCE_MS = 120;     // ends a scan that has no Enter
const MIN_CHARACTERS = 4;   // so many fast keys are a scanner
const FORGET_MS = 10000;    // typed by hand and not ended by Enter

const field = document.getElementById("keys");

let typed = "";
let run = 0;
let lastKey = 0;
let silence = 0;

export function holdFocus() {
  field.focus({ preventScroll: true });
}

// Args: scanned(text, "wedge" | "keys"); touched() at every key.
export function listenToKeys(scanned, touched) {
  function finish(isScanner) {
    clearTimeout(silence);
    const text = typed;
    typed = "";
    run = 0;
    if (text !== "") scanned(text, isScanner ? "wedge" : "keys");
  }

  // Keys that came in while the page was busy are handled before the silence is believed.
  function fallSilent() {
    silence = setTimeout(() => {
      if (run >= MIN_CHARACTERS && run === typed.length) finish(true);
    }, GAP_MS);
  }

  function take(text, now) {
    if (now - lastKey > FORGET_MS) typed = "";
    run = now - lastKey > GAP_MS ? text.length : run + text.length;
    lastKey = now;
    typed += text;
    clearTimeout(silence);
    silence = setTimeout(fallSilent, SILENCE_MS - GAP_MS);
  }

  document.addEventListener("keydown", (event) => {
    touched();
    if (event.isComposing || event.key === "Process" || event.key === "Unidentified") {
      holdFocus();
      return;
    }
    if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      finish(run >= MIN_CHARACTERS && run === typed.length);
    } else if (event.ctrlKey && event.key === "]") {
      event.preventDefault();
      take("\x1d", event.timeStamp);
    } else if (event.key === "Backspace") {
      event.preventDefault();
      typed = typed.slice(0, -1);
      run = 0;
    } else if (event.key.length === 1 && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      take(event.key, event.timeStamp);
    }
  }, true);

  field.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const text = field.value;
    field.value = "";
    if (text !== "") take(text, event.timeStamp);
  });

  field.addEventListener("blur", () => setTimeout(holdFocus, 0));
}
