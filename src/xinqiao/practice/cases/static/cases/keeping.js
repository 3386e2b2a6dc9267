// Keeping what is typed: three seconds after the last letter, every ten seconds at most, and whenever the page is left.
// One saving is under way at a time, and each names the revision it follows, so that nothing newer is overwritten. What
// could not be kept stays in the page, which says so and tries again; the browser itself keeps nothing.

const PAUSE = 3000;
const LONGEST = 10000;
const RETRY = [2000, 4000, 8000, 15000, 30000];
const PATIENCE = 20000;

export class Keeper {
  constructor(form, say) {
    this.form = form;
    this.say = say;
    this.at = form.dataset.draftAt;
    this.touched = 0;
    this.kept = 0;
    this.failures = 0;
    this.ended = false;
    this.running = null;
    this.waiting = 0;
    this.since = 0;
    form.addEventListener("input", () => this.touch());
    form.addEventListener("change", () => this.touch());
    form.addEventListener("focusout", () => this.flush());
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.leave(); else this.flush(); });
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.flush());
    addEventListener("focus", () => { if (this.failures) this.flush(); });
    addEventListener("beforeunload", (event) => { if (this.isUnsaved && !this.leaving) event.preventDefault(); });
  }

  get isUnsaved() { return this.touched !== this.kept; }

  touch() {
    this.touched += 1;
    if (!this.since) this.since = Date.now();
    this.plan(Math.min(PAUSE, Math.max(0, this.since + LONGEST - Date.now())));
  }

  plan(wait) {
    clearTimeout(this.waiting);
    if (!this.ended) this.waiting = setTimeout(() => this.save(), wait);
  }

  // As soon as may be, while the page stays.
  flush() {
    if (this.isUnsaved && !this.ended) this.plan(0);
  }

  // The page may be gone the next moment: send what is there, and let the browser finish it. Its limit for that is 64 KiB.
  leave() {
    if (this.isUnsaved && !this.ended && !this.running) this.save({ keepalive: true });
  }

  // Wait until everything typed so far is kept; true once it is.
  async settle() {
    for (let tries = 0; tries < 3 && this.isUnsaved && !this.ended; tries += 1) {
      if (this.running) await this.running;
      if (this.isUnsaved && !(await this.save())) return false;
    }
    return !this.isUnsaved;
  }

  save(how = {}) {
    if (this.running) return this.running;
    if (!this.isUnsaved || this.ended) return Promise.resolve(!this.isUnsaved);
    clearTimeout(this.waiting);
    this.running = this.send(how).finally(() => {
      this.running = null;
      if (this.isUnsaved && !this.failures) this.plan(PAUSE);
    });
    return this.running;
  }

  async send({ keepalive = false }) {
    const upTo = this.touched;
    this.since = 0;
    this.say("saving");
    let answer;
    try {
      answer = await this.post(new FormData(this.form), keepalive);
      if ([401, 403].includes(answer.status) && (await this.renew())) answer = await this.post(new FormData(this.form), keepalive);
    } catch {
      return this.failed("offline");
    }
    if (answer.ok && answer.status === 200) return this.done(upTo, await answer.json());
    return this.refused(answer);
  }

  async post(body, keepalive) {
    const limit = new AbortController();
    const timer = keepalive ? 0 : setTimeout(() => limit.abort(), PATIENCE);
    try {
      return await fetch(this.at, {
        method: "POST", body, keepalive, credentials: "same-origin", redirect: "manual", signal: limit.signal,
        headers: { "HX-Request": "true", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
      });
    } finally {
      clearTimeout(timer);
    }
  }

  // After a new sign-in in another tab the page needs that session's token; without one there is none to have.
  async renew() {
    const answer = await fetch(this.at, { credentials: "same-origin", redirect: "manual", headers: { "HX-Request": "true" } });
    if (answer.status !== 200) return false;
    const { token } = await answer.json();
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    return true;
  }

  done(upTo, said) {
    this.kept = upTo;
    this.failures = 0;
    this.form.elements.seen.value = said.revision;
    this.say("saved", said.saved);
    return true;
  }

  async refused(answer) {
    const said = await answer.json().catch(() => ({}));
    if (answer.status === 404) return this.over("gone");
    if (answer.status === 413) return this.failed("too-much", "", false);
    if (said.why === "stale" || said.why === "over") return this.over(said.why);
    if (said.why === "wrong") return this.failed("wrong", said.sentence, false);
    if ([401, 403].includes(answer.status) || answer.type === "opaqueredirect") return this.failed("signed-out");
    return this.failed("offline");
  }

  failed(why, sentence = "", again = true) {
    this.say(why, sentence);
    if (again) {
      this.plan(RETRY[Math.min(this.failures, RETRY.length - 1)]);
      this.failures += 1;
    }
    return false;
  }

  // Nothing more is sent from this page: it would overwrite, or nobody would take it.
  over(why) {
    this.ended = true;
    clearTimeout(this.waiting);
    this.say(why);
    return false;
  }
}
