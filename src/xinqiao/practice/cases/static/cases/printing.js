// Asks for one part at a press, so that none is counted before the last is on paper. A part stays in this page's memory
// only: whoever leaves with one unopened is asked first.

const form = document.querySelector("form[data-run]");
const unopened = new Set();

function words(pattern, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), pattern);
}

function offer(pdf) {
  const list = document.querySelector("[data-run-parts]");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(pdf);
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = words(form.dataset.part, { n: list.children.length + 1 });
  link.addEventListener("click", () => unopened.delete(link));
  unopened.add(link);
  const row = document.createElement("li");
  row.append(link);
  list.append(row);
  link.focus();
}

function stop(status) {
  status.textContent = `${form.dataset.stopped} `;
  const again = document.createElement("a");
  again.href = location.pathname;
  again.textContent = form.dataset.again;
  status.append(again);
}

/** The next part; whether there is one more after it, and this page may ask for it. */
async function part() {
  const bar = document.querySelector("progress");
  const status = document.querySelector("[data-run-words]");
  const seen = form.elements.namedItem("seen");
  const total = Number(bar.max);
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
  if (!answer.ok || answer.headers.get("Content-Type") !== "application/pdf") {
    stop(status);
    return false;
  }
  offer(await answer.blob());
  const done = Math.min(total, Number(seen.value) + Number(form.dataset.step));
  seen.value = String(done);
  bar.value = done;
  const so = words(status.dataset.runWords, { total, done });
  status.textContent = done < total ? so : `${so}。${form.dataset.over}`;
  return done < total;
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  try {
    button.disabled = !(await part());
  } catch {
    stop(document.querySelector("[data-run-words]"));
  }
});

window.addEventListener("beforeunload", (event) => {
  if (unopened.size) event.preventDefault();
});
