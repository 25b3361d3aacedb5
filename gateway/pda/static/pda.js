// The handheld's page: catches what a scanner types, posts it once, shows and sounds the answer.
"use strict";
(() => {
  const GAP_MS = 50;          // the largest pause between two keys of a scanner
  const SILENCE_MS = 120;     // ends a scan that has no Enter
  const MIN_CHARACTERS = 4;   // so many fast keys are a scanner
  const FORGET_MS = 10000;    // typed by hand and not ended by Enter
  const RETRY_MS = 2000;
  const LOOK_MS = 2000;
  const MOST_WAITING = 20;
  const STORE = "packbench-waiting";

  const body = document.body;
  const keys = document.getElementById("keys");
  const lost = document.getElementById("lost");
  const tones = JSON.parse(body.dataset.tones);

  // sound ----------------------------------------------------------------------------------

  let audio = null;

  function wakeSound() {
    if (audio === null && window.AudioContext) audio = new AudioContext();
    if (audio !== null && audio.state === "suspended") audio.resume().catch(() => {});
  }

  function sound(signal) {
    if (audio === null || audio.state !== "running") return;
    let at = audio.currentTime;
    for (const [hertz, ms, pause] of tones[signal] || []) {
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      const end = at + ms / 1000;
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.4, at + 0.004);
      gain.gain.setValueAtTime(0.4, end - 0.004);
      gain.gain.linearRampToValueAtTime(0, end);
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(end);
      at = end + pause / 1000;
    }
  }

  // the page -------------------------------------------------------------------------------

  const page = () => document.getElementById("page");

  function show(html) {
    const place = page().querySelector("main").scrollTop;
    const isList = page().querySelector(".row") !== null;
    const made = new DOMParser().parseFromString(html, "text/html").getElementById("page");
    page().replaceWith(document.adoptNode(made));
    if (isList) page().querySelector("main").scrollTop = place;
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

  function say(words) {
    lost.textContent = words;
    lost.hidden = words === "";
  }

  // posting: one at a time, in order, the same id until it is answered --------------------------

  let waiting = JSON.parse(sessionStorage.getItem(STORE) || "[]");
  let sending = false;
  let offline = false;

  function keep() {
    sessionStorage.setItem(STORE, JSON.stringify(waiting));
  }

  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    const ms = Math.floor(performance.timeOrigin + performance.now());
    for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(ms / 2 ** (8 * (5 - at))) % 256;
    bytes[6] = 0x70 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  function scanned(code, device) {
    if (offline || waiting.length >= MOST_WAITING) {
      sound("wrong");
      say(body.dataset.untaken);
      return;
    }
    waiting.push({ event_id: newId(), code, device });
    keep();
    send();
  }

  function post(path, value) {
    return fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(value),
    });
  }

  async function send() {
    if (sending || waiting.length === 0) return;
    sending = true;
    try {
      const answer = await post("/pda/scan" + location.search, waiting[0]);
      const isOurs = (answer.headers.get("content-type") || "").startsWith("application/json");
      if (answer.status >= 500 && !isOurs) throw new Error("answered " + answer.status);
      const found = isOurs ? await answer.json() : null;
      waiting.shift();
      keep();
      offline = false;
      say(found === null ? body.dataset.refused : found.said || "");
      sound(found === null ? "wrong" : found.signal);
      if (found !== null && found.page) show(found.page);
    } catch {
      offline = true;
      say(body.dataset.lost);
      setTimeout(send, RETRY_MS);
      return;
    } finally {
      sending = false;
    }
    send();
  }

  async function look() {
    if (sending || waiting.length > 0 || document.hidden) return;
    const before = page();
    try {
      const address = new URLSearchParams(location.search);
      address.set("since", before.dataset.stamp);
      const answer = await fetch("/pda/page?" + address);
      if (answer.status !== 200 || sending || page() !== before) return;
      const stopped = before.classList.contains("stopped");
      show(await answer.text());
      if (!stopped && page().classList.contains("stopped")) sound("stop");
      if (offline) { offline = false; say(""); }
    } catch {
      // the next scan says it; until then what is shown is still right
    }
  }

  // keys -------------------------------------------------------------------------------------

  let typed = "";
  let run = 0;
  let lastKey = 0;
  let silence = 0;

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
    wakeSound();
    if (event.isComposing || event.key === "Process" || event.key === "Unidentified") {
      keys.focus({ preventScroll: true });
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

  keys.addEventListener("input", (event) => {
    if (event.isComposing) return;
    const text = keys.value;
    keys.value = "";
    if (text !== "") take(text, event.timeStamp);
  });

  function holdFocus() {
    keys.focus({ preventScroll: true });
  }

  // taps ---------------------------------------------------------------------------------------

  document.addEventListener("click", async (event) => {
    wakeSound();
    const button = event.target.closest("button");
    holdFocus();
    if (button === null) return;
    if (button.dataset.code) {
      scanned(button.dataset.code, "button");
    } else if (button.dataset.station || button.dataset.leave) {
      const path = button.dataset.leave ? "/pda/leave" : "/pda/station";
      try {
        await post(path, { station: button.dataset.station || "" });
        location.replace("/pda");
      } catch {
        say(body.dataset.lost);
      }
    }
  });

  keys.addEventListener("blur", () => setTimeout(holdFocus, 0));
  document.addEventListener("visibilitychange", () => { holdFocus(); look(); });
  setInterval(look, LOOK_MS);
  holdFocus();
  fit();
  send();
})();
