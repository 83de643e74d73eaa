// Keys: a table from the page, and nothing that a page needs to work. Never in a field, with a modifier, or in a dialog.
"use strict";
(() => {
  const find = (target) => document.querySelector(`[data-key="${target}"]`);
  const rows = () => [...document.querySelectorAll("[data-row], .parties > li")];
  const current = () => rows().find((row) => row.hasAttribute("aria-current"));
  const linkOf = (row) => row?.querySelector("[data-open]") || row?.querySelector("a");
  const inField = (node) => node.matches("textarea, select, input:not([type=radio], [type=checkbox])") || node.isContentEditable;

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const place = all.indexOf(current());
    const next = all[place < 0 ? 0 : Math.min(Math.max(place + step, 0), all.length - 1)];
    all.forEach((row) => row.removeAttribute("aria-current"));
    next.setAttribute("aria-current", "true");
    next.scrollIntoView({block: "nearest"});
    const link = linkOf(next);
    if (link) link.focus({preventScroll: true});
  }

  const does = {
    go: (target) => location.assign(target),
    click: (target) => { const node = find(target); if (node) node.click(); return Boolean(node); },
    focus: (target) => { const node = find(target); if (node) { node.focus(); node.select?.(); } return Boolean(node); },
    reason: (target) => { const node = document.querySelector(`input[data-reason="${target}"]`); if (node) node.checked = true; return Boolean(node); },
    open: (target) => { const node = find(target); if (node) { node.open = true; node.querySelector("button")?.focus(); } return Boolean(node); },
    next_row: () => move(1),
    previous_row: () => move(-1),
    open_row: () => { const link = linkOf(current()); link?.click(); return Boolean(link); },
    select_row: () => { const box = current()?.querySelector("input[type=checkbox]"); box?.click(); return Boolean(box); },
    back: () => {
      document.querySelectorAll("details[data-key][open]").forEach((node) => { node.open = false; node.querySelector("summary")?.focus(); });
      if (document.activeElement !== document.body) document.activeElement.blur();
    },
  };
  // Block, reject and hold answer only while their panel is open: a match needs two keys.
  const guarded = new Set(["block", "reject", "hold"]);

  const table = JSON.parse(document.body.dataset.keys || "[]");
  const byKeys = new Map(table.map(([keys, what, target]) => [keys, [what, target]]));
  let before = "", at = 0;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.key !== "Escape" && inField(event.target)) return;
    if (event.key === "Enter" && event.target.matches("a, button, summary, input")) return;
    const two = event.timeStamp - at < 1200 ? before + event.key : "";
    const found = byKeys.get(two) || byKeys.get(event.key);
    before = event.key; at = event.timeStamp;
    if (!found) return;
    const [what, target] = found;
    if (guarded.has(target) && !find("match")?.open) return;
    if (does[what](target) !== false) event.preventDefault();
  });
  // One decision a form: a second press while the first is on its way sends nothing.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));
  document.querySelectorAll("[data-print]").forEach((node) => node.addEventListener("click", () => print()));
  document.querySelector("[data-focus]")?.focus();
})();
