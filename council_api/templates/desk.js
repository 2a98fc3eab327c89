"use strict";
(() => {
  const list = document.getElementById("calls");
  const news = document.getElementById("news");
  const lost = document.getElementById("lost");
  const sound = document.getElementById("sound");
  let known = new Map();
  let speaker = null;
  let pressed = 0;

  const calls = () => new Map([...list.querySelectorAll(".call.open")].map(
    (one) => [one.dataset.call + ("urgent" in one.dataset ? "!" : ""), one.querySelector("h2").textContent]));

  function soft() {
    if (!sound.checked) return;
    speaker = speaker || new AudioContext();
    const tone = speaker.createOscillator(), level = speaker.createGain(), now = speaker.currentTime;
    tone.frequency.value = 523;
    level.gain.setValueAtTime(0, now);
    level.gain.linearRampToValueAtTime(0.15, now + 0.05);
    level.gain.exponentialRampToValueAtTime(0.001, now + 0.8);
    tone.connect(level).connect(speaker.destination);
    tone.start(now);
    tone.stop(now + 0.9);
  }

  function tell() {
    const now = calls();
    const fresh = [...now].filter(([id]) => !known.has(id)).map(([, where]) => where);
    known = now;
    document.title = (now.size ? `(${now.size}) ` : "") + "Calls from kiosks – Council inbox";
    if (fresh.length) {
      news.textContent = "New call: " + fresh.join("; ");
      soft();
    }
  }

  async function look() {
    const seen = document.visibilityState === "visible" || sound.checked;
    try {
      const answer = await fetch(location.origin + "/inbox/calls/list?seen=" + seen, { cache: "no-store", signal: AbortSignal.timeout(10000) });
      if (!answer.ok) throw new Error("status");
      const html = await answer.text();
      if (html !== list.dataset.html) {
        const held = list.contains(document.activeElement) ? document.activeElement : null;
        const form = held?.form.getAttribute("action");
        list.dataset.html = html;
        list.innerHTML = html;
        // Never on to “Done”: a second press of the same key would end the call.
        if (held) (list.querySelector(`form[action="${form}"] button`) || document.getElementById("main")).focus();
        tell();
      }
      lost.hidden = true;
    } catch {
      lost.hidden = false;
      document.title = "Not connected – Calls from kiosks";
    }
  }

  // Without leaving the page: a new one would have the sound off.
  async function press(event) {
    event.preventDefault();
    if (Date.now() - pressed < 1000) return; // a double click, whose second half “Done” may have moved under
    pressed = Date.now();
    try {
      await fetch(location.origin + event.target.getAttribute("action"), { method: "POST", signal: AbortSignal.timeout(10000) });
    } catch { /* the next look says what is wrong */ }
    await look();
  }

  list.addEventListener("submit", press);
  sound.addEventListener("change", soft);
  document.addEventListener("visibilitychange", look);
  sound.checked = false; // what a browser ticked again by itself would make no sound
  known = calls();
  document.title = (known.size ? `(${known.size}) ` : "") + document.title;
  setInterval(look, 5000);
  look();
})();
