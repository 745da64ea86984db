"use strict";
// The live picture of the letter. Everything else of the page works without this file.
(() => {
  const faults = document.getElementById("faults");
  if (faults) faults.focus();
  const form = document.getElementById("letter");
  if (!form) return;
  const status = document.getElementById("status");
  // Milliseconds without a key before a picture is asked for; the server tells how many, for it knows how many write.
  let pause = Number(form.dataset.pause);
  let timer = 0;
  let running = false;
  let again = false;

  const mark = (faults) => {
    for (const place of form.querySelectorAll(".fault")) {
      const name = place.id.replace("-fault", "");
      const field = document.getElementById(name);
      place.textContent = faults[name] || "";
      if (field && faults[name]) field.setAttribute("aria-invalid", "true");
      else if (field) field.removeAttribute("aria-invalid");
    }
  };

  const put = (id, html) => {
    const place = document.getElementById(id);
    const open = [...place.querySelectorAll("details")].map((part) => part.open);
    place.innerHTML = html;
    place.querySelectorAll("details").forEach((part, number) => { part.open = Boolean(open[number]); });
  };

  // Find the first row of a page that has changed, as a part of its height; nothing where the page is as it was.
  const changed = async (before, after) => {
    if (!before || before === after) return null;
    const rows = await Promise.all([before, after].map(async (src) => {
      const picture = new Image();
      picture.src = src;
      await picture.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [256, 362];
      const pen = canvas.getContext("2d");
      pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
      return pen.getImageData(0, 0, canvas.width, canvas.height).data;
    }));
    const first = rows[0].findIndex((value, index) => value !== rows[1][index]);
    return first < 0 ? null : Math.floor(first / (256 * 4)) / 362;
  };

  // Bring what has changed into view, where the letter stands beside the form and scrolls by itself.
  const follow = async (before) => {
    const view = document.getElementById("pages");
    if (view.scrollHeight <= view.clientHeight + 1) return;
    for (const [number, page] of [...view.querySelectorAll(".page")].entries()) {
      const part = await changed(before[number], page.src);
      if (part !== null) {
        const top = page.offsetTop - view.offsetTop + part * page.clientHeight;
        if (top < view.scrollTop || top > view.scrollTop + view.clientHeight * 0.8) {
          view.scrollTo({ top: top - view.clientHeight / 3 });
        }
        return;
      }
    }
  };

  const draw = async () => {
    if (running) {
      again = true; // one at a time, and after it only the latest
      return;
    }
    running = true;
    form.setAttribute("data-state", "asking");
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.preview, { method: "POST", body, cache: "no-store" });
      const told = await answer.json().catch(() => ({}));
      pause = told.pause || pause;
      if (answer.ok && !again) {
        mark(told.faults);
        document.getElementById("words-advice").textContent = told.advice || "";
        const before = [...document.querySelectorAll("#pages .page")].map((page) => page.src);
        if (told.sheet) put("pages", told.sheet);
        follow(before);
        if (told.beside) put("beside", told.beside);
        status.textContent = document.querySelector("#pages p").textContent;
      } else if (told.old) {
        status.textContent = told.old;
      } else if (!answer.ok && answer.status !== 409) {
        status.textContent = status.dataset.gone; // the case is not offered any more, or the server is broken
      }
    } catch {
      status.textContent = status.dataset.gone;
    }
    running = false;
    form.setAttribute("data-state", "shown");
    if (again) {
      again = false;
      draw();
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, pause);
  });
  document.documentElement.classList.add("live");
})();
