// A file goes to the server as a bare stream, which is sealed while it arrives: no copy of it lies anywhere in clear.
// Without this script the form sends it in one piece, up to a smaller size.

import { sentence } from "./saying.js";

const form = document.querySelector("[data-attach]");
const line = document.querySelector("[data-attach-state]");

function say(words, state) {
  line.hidden = false;
  line.dataset.state = state;
  line.querySelector("span").textContent = words;
}

function send(file) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  const { elements } = form;
  const headers = {
    "Content-Type": "application/octet-stream", "HX-Request": "true", "X-CSRFToken": elements.csrfmiddlewaretoken.value,
    "X-File-Name": encodeURIComponent(file.name), "X-File-Kind": elements.kind.value,
    "X-File-Record": elements.record.value, "X-File-Token": elements.token.value,
  };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) say(sentence("sending").replace("{0}", Math.floor((event.loaded / event.total) * 100)), "saving");
  });
  const failed = (words) => {
    say(words, "offline");
    form.querySelector("button[type=submit]").removeAttribute("aria-disabled");
  };
  request.addEventListener("load", () => {
    if (request.status === 200) { location.reload(); return; }
    let said = {};
    try { said = JSON.parse(request.responseText); } catch { /* a page, not an answer of ours */ }
    failed(said.sentence || sentence(request.status === 401 || request.status === 403 ? "signed-out" : "failed"));
  });
  request.addEventListener("error", () => failed(sentence("failed")));
  request.send(file);
}

if (form && line) {
  form.addEventListener("submit", (event) => {
    const file = form.elements.file.files[0];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    const button = form.querySelector("button[type=submit]");
    if (button.getAttribute("aria-disabled")) return;
    if (file.size > Number(form.dataset.most)) { say(sentence("too-big"), "offline"); return; }
    button.setAttribute("aria-disabled", "true");
    say(sentence("sending").replace("{0}", 0), "saving");
    send(file);
  }, { capture: true });
}
