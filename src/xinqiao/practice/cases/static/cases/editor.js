// The record editor: written and signed by keyboard alone. Alt and a digit lead to a part, Alt and an arrow to the next
// one, a digit on a choice takes it, Ctrl and Enter sign. No letter is a key while somebody types, and whatever an input
// method is still composing is left to it. Without this script the page is a form with two buttons.

import { Keeper } from "./keeping.js";
import { sentence } from "./saying.js";
import { remark } from "./wording.js";

const form = document.querySelector("[data-editor]");
const line = document.querySelector("[data-save]");

function say(name, word = "") {
  if (name === "saving" && line.dataset.state === "saved") return;
  line.dataset.state = name === "saved" || name === "saving" ? name : "offline";
  line.querySelector("[data-save-words]").textContent = sentence(name).replace("{0}", word);
  const link = line.querySelector("[data-save-link]");
  const where = { "signed-out": [form.dataset.signInAt, "sign-in"], stale: [form.dataset.newestAt, "look"] }[name];
  link.hidden = !where;
  if (where) Object.assign(link, { href: where[0], target: "_blank", rel: "noopener", textContent: sentence(where[1]) });
}

// What the page asks for by itself must not lead whoever writes away: an answer that sends to another page is not
// followed. Where the session is over, that is said, and the text stays.
function stay(event) {
  if (!event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  event.preventDefault();
  if (event.detail.xhr.getResponseHeader("HX-Redirect").startsWith(form.dataset.signInAt)) say("signed-out");
}

function grow(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function firstIn(part) {
  return [...part.querySelectorAll("textarea, input")].find((field) => field.type !== "hidden" && field.offsetParent
    && (field.type !== "radio" || field.checked || !part.querySelector(`input[name="${CSS.escape(field.name)}"]:checked`)));
}

function go(number) {
  const part = document.getElementById(`part-${number}`);
  if (!part) return false;
  (firstIn(part) ?? part).focus({ preventScroll: true });
  part.scrollIntoView({ block: "nearest" });
  return true;
}

const partOf = (target) => Number(target.closest("[data-part]")?.id.slice(5) ?? 0);

function isFilled(part) {
  return [...part.querySelectorAll("textarea, input")].some((field) =>
    ["radio", "checkbox"].includes(field.type) ? field.checked && field.value : field.value.trim());
}

function mark(part) {
  const step = document.querySelector(`[data-step="${part.id.slice(5)}"]`);
  if (!step) return;
  const use = step.querySelector("use");
  step.classList.toggle("is-done", isFilled(part));
  use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, isFilled(part) ? "#check" : "#circle"));
}

const pause = (time) => new Promise((done) => setTimeout(done, time));

// The screen is about to lock. What cannot be kept now stays here, out of sight, until it is.
async function keepBeforeLock(keeper) {
  if (await Promise.race([keeper.settle(), pause(1500).then(() => false)])) return;
  const shell = document.querySelector(".xq-shell");
  const cover = document.querySelector("template[data-cover]").content.firstElementChild.cloneNode(true);
  shell.style.display = "none";
  document.body.append(cover);
  while (keeper.isUnsaved && !keeper.ended) {
    keeper.flush();
    await pause(1000);
  }
  keeper.leaving = true;
}

function here(target) {
  const number = partOf(target);
  for (const step of document.querySelectorAll("[data-step]")) {
    if (Number(step.dataset.step) === number) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
}

// A choice that need not be made can be taken back: by its own digit, or Delete.
function choose(group, key) {
  if (key === "Backspace" || key === "Delete") {
    if (group.hasAttribute("data-required")) return false;
    for (const option of group.querySelectorAll("input[type=radio]:checked")) option.checked = false;
  } else {
    const option = group.querySelector(`[data-digit="${CSS.escape(key)}"]`);
    if (!option) return false;
    option.checked = option.type === "radio" || !option.checked;
    option.focus();
  }
  group.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function addRow(name) {
  const body = form.querySelector(`[data-table="${CSS.escape(name)}"] tbody`);
  const rows = body.querySelectorAll("tr").length;
  const row = body.lastElementChild.cloneNode(true);
  for (const cell of row.querySelectorAll("input")) {
    cell.name = cell.name.replace(/-\d+-/, `-${rows}-`);
    cell.id = `f-${cell.name}`;
    cell.value = "";
    const label = body.closest("table").querySelectorAll("th")[cell.closest("td").cellIndex].textContent;
    cell.setAttribute("aria-label", sentence("row").replace("{n}", rows + 1).replace("{0}", label));
  }
  body.append(row);
  row.querySelector("input").focus();
}

// What was wrong with a field is not said any longer once something else stands in it; signing looks again.
function forgive(target) {
  const field = target.closest(".xq-field");
  const wrong = field?.querySelector(":scope > .xq-error");
  if (!wrong || !isFilled(field)) return;
  const summary = form.querySelector("[data-errors]");
  const id = wrong.id.replace(/-wrong$/, "");
  wrong.remove();
  field.removeAttribute("data-wrong");
  field.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  summary?.querySelector(`a[href="#${CSS.escape(id)}"]`)?.closest("li").remove();
  if (!summary) return;
  const left = form.querySelectorAll(".xq-field > .xq-error").length;
  const count = summary.querySelector("#form-errors b");
  count.textContent = count.textContent.replace(/\d+/, left);
  if (!left && !summary.querySelector("li")) summary.closest(".xq-form-part").remove();
}

// A refused signing leads to the first field it is about, with its reason in sight.
function lookAtFault() {
  const field = form.querySelector(".xq-field > .xq-error")?.parentElement;
  if (!field) return;
  [...field.querySelectorAll("textarea, input")].find((one) => one.type !== "hidden")?.focus({ preventScroll: true });
  field.scrollIntoView({ block: "center" });
}

function warnOfDanger() {
  const box = form.querySelector("[data-danger]");
  if (!box) return;
  const acute = ["risk=crisis", "danger=crisis", "suicide=plan", "suicide=acts", "others=plan", "others=acts", "harmed=yes"];
  box.hidden = !acute.some((one) => {
    const [name, value] = one.split("=");
    return form.querySelector(`input[name="${name}"][value="${value}"]:checked`);
  });
}

if (form && line) {
  const keeper = new Keeper(form, say);
  document.addEventListener("htmx:beforeOnLoad", stay);
  document.addEventListener("xq:before-lock", (event) => event.detail.waitFor(keepBeforeLock(keeper)));

  // Signed only once everything is kept: whatever becomes of the answer, no sentence is lost.
  const sign = async (button) => {
    if (!button) return;
    button.setAttribute("aria-disabled", "true");
    const isKept = await keeper.settle();
    button.removeAttribute("aria-disabled");
    if (!isKept) {
      if (!keeper.ended && line.dataset.state !== "offline") say("first-save");
      return;
    }
    keeper.leaving = true;
    form.requestSubmit(button);
    keeper.leaving = false;
  };

  form.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.more) {
      event.preventDefault();
      event.stopPropagation();
      addRow(event.submitter.dataset.more);
    } else if (keeper.isUnsaved && !keeper.leaving) {
      event.preventDefault();
      event.stopPropagation();
      sign(event.submitter ?? form.querySelector("[data-file]"));
    }
  }, { capture: true });

  form.querySelector("[data-save-now]")?.addEventListener("click", (event) => {
    event.preventDefault();
    keeper.flush();
  });

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.metaKey) return;
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    let used = false;
    if (event.altKey && !event.ctrlKey && !event.shiftKey && digit) used = go(Number(digit));
    else if (event.altKey && !event.ctrlKey && ["ArrowDown", "ArrowUp"].includes(event.key)) {
      used = go(partOf(event.target) + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.ctrlKey && !event.altKey && event.key === "Enter") {
      used = true;
      sign(form.querySelector("[data-file]"));
    } else if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "s") {
      used = true;
      keeper.flush();
    } else if (!event.ctrlKey && !event.altKey && ["radio", "checkbox"].includes(event.target.type)) {
      const group = event.target.closest("fieldset");
      used = Boolean(group) && /^(\d|Backspace|Delete)$/.test(event.key) && choose(group, event.key);
    } else if (event.key === "Enter" && event.target.matches("form[data-editor] input[type=text]")) {
      used = true; // a line is not the whole form
    }
    if (used) event.preventDefault();
  });

  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-grows]")) grow(event.target);
    forgive(event.target);
    const part = event.target.closest("[data-part]");
    if (part) mark(part);
  });
  form.addEventListener("change", (event) => {
    warnOfDanger();
    forgive(event.target);
    const part = event.target.closest("[data-part]");
    if (part) mark(part);
  });
  form.addEventListener("focusin", (event) => here(event.target));
  for (const step of document.querySelectorAll("[data-step]")) {
    step.addEventListener("click", (event) => {
      event.preventDefault();
      go(Number(step.dataset.step));
    });
  }

  for (const area of form.querySelectorAll("[data-grows]")) grow(area);
  warnOfDanger();
  remark(form);
  lookAtFault();
  const first = document.getElementById(form.dataset.first);
  if (first && !form.querySelector("[data-errors], .xq-error")) {
    first.focus();
    if (first.setSelectionRange && first.type !== "date") first.setSelectionRange(first.value.length, first.value.length);
  }
}
