// What a verdict sounds and feels like.
"use strict";

const BUZZ = {
  good: [40],
  complete: [40, 80, 40],
  wrong: [300, 120, 300],
  stop: [300, 120, 300, 120, 300],
  attention: [60, 60, 120],
  duplicate: [20, 40, 20],
};

const tones = JSON.parse(document.body.dataset.tones);
const mute = document.getElementById("mute");

let audio = null;

// A browser plays nothing before somebody touched the page or pressed a key.
export function wakeSound() {
  if (audio === null && window.AudioContext) {
    audio = new AudioContext();
    audio.onstatechange = () => { if (audio.state === "running") mute.hidden = true; };
  }
  if (audio !== null && audio.state === "suspended") audio.resume().catch(() => {});
}

export function sound(signal) {
  if (navigator.vibrate && BUZZ[signal]) navigator.vibrate(BUZZ[signal]);
  const silent = audio === null || audio.state !== "running";
  mute.hidden = !silent || !(signal in tones);
  if (silent) return;
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
